using System;
using System.Collections.Generic;
using System.Linq;

namespace Xlink.Odbc;

/// <summary>Turns what driver and driver manager say into an error that names the external system and what to do. The password is never in it.</summary>
internal static class OdbcFailure
{
    /// <summary>Why logging in failed.</summary>
    internal static XlinkException OfConnecting(OdbcConnectionSettings settings, IReadOnlyList<OdbcDiagnostic> diagnostics)
    {
        var (error, category) = diagnostics switch
        {
            _ when HasState(diagnostics, "IM002", "IM014") => (nameof(Messages.OdbcDataSourceUnknown), XlinkErrorCategory.ObjectNotFound),
            _ when HasState(diagnostics, "IM003", "IM004", "IM010") || Says(diagnostics, "Can't open lib")
                => (nameof(Messages.OdbcDriverMissing), XlinkErrorCategory.NotInstalled),
            _ when HasState(diagnostics, "28") || Says(diagnostics, "password authentication failed")
                => (nameof(Messages.OdbcLoginRefused), XlinkErrorCategory.AuthenticationError),
            _ when HasState(diagnostics, "HYT0", "S1T0") => (nameof(Messages.OdbcConnectTimedOut), XlinkErrorCategory.OperationTimeout),
            _ => (nameof(Messages.OdbcConnectFailed), XlinkErrorCategory.ConnectionError),
        };
        return XlinkException.Create(error, category, settings.ExternalSystem, Join(settings, diagnostics), settings.DataSource ?? OdbcKeys.ConnectionString);
    }

    /// <summary>That logging in took too long and was given up.</summary>
    internal static XlinkException OfConnectTimeout(OdbcConnectionSettings settings) => XlinkException.Create(
        nameof(Messages.OdbcConnectTimedOut),
        XlinkErrorCategory.OperationTimeout,
        settings.ExternalSystem,
        MessageText.Format(nameof(Messages.ServerNoAnswer), settings.LoginTimeout.TotalSeconds),
        settings.DataSource ?? OdbcKeys.ConnectionString);

    /// <summary>Why a query failed.</summary>
    /// <param name="settings">The external system.</param>
    /// <param name="key">The key of the configuration that the query comes from.</param>
    /// <param name="diagnostics">What driver and driver manager say.</param>
    /// <param name="timedOut">Whether it was stopped because it took too long.</param>
    internal static XlinkException OfQuery(OdbcConnectionSettings settings, string key, IReadOnlyList<OdbcDiagnostic> diagnostics, bool timedOut)
    {
        if (timedOut || HasState(diagnostics, "HYT0", "S1T0", "57014"))
        {
            return XlinkException.Create(
                nameof(Messages.OdbcQueryTimedOut), XlinkErrorCategory.OperationTimeout, settings.ExternalSystem, key, settings.QueryTimeout.TotalSeconds);
        }

        var isLost = HasState(diagnostics, "08", "57P") || Says(diagnostics, "server closed the connection") || Says(diagnostics, "Lost connection");
        return XlinkException.Create(
            isLost ? nameof(Messages.OdbcConnectionLost) : nameof(Messages.OdbcQueryFailed),
            isLost ? XlinkErrorCategory.ConnectionError : XlinkErrorCategory.ReadError,
            settings.ExternalSystem,
            key,
            Join(settings, diagnostics));
    }

    private static string Join(OdbcConnectionSettings settings, IReadOnlyList<OdbcDiagnostic> diagnostics)
        => settings.Scrub(string.Join("; ", diagnostics.Select(record => record.ToString())));

    private static bool HasState(IEnumerable<OdbcDiagnostic> diagnostics, params string[] beginnings)
        => diagnostics.Any(record => Array.Exists(beginnings, beginning => record.SqlState.StartsWith(beginning, StringComparison.Ordinal)));

    private static bool Says(IEnumerable<OdbcDiagnostic> diagnostics, string text)
        => diagnostics.Any(record => record.Text.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0);
}
