using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Xlink.Targets.Wfm;
using XlinkPS.Completion;
using XlinkPS.Servers;

namespace XlinkPS.Imports;

/// <summary>
/// Completes days of the last two months that the connected server has data of, for the queue or employee already named; the latest days for an import.
/// The newest comes first.
/// </summary>
public sealed class DayCompleter : NameCompleter
{
    private const int DaysBack = 61;
    private const int DaysOfImport = 14;

    /// <inheritdoc/>
    protected override bool KeepsOrder => true;

    /// <inheritdoc/>
    protected override IEnumerable<CompletionValue> GetValues(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
    {
        var today = DateTime.Today;
        var days = parameterName == nameof(InvokeXlinkImportCommand.StartDate)
            ? Enumerable.Range(1, DaysOfImport).Select(back => today.AddDays(-back))
            : FindDays(boundParameters, today, cancellationToken).Distinct().OrderByDescending(day => day);
        return days.Select(day => new CompletionValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.ToString("D", CultureInfo.CurrentCulture)));
    }

    private static IEnumerable<DateTime> FindDays(IDictionary boundParameters, DateTime today, CancellationToken cancellationToken)
    {
        var first = today.AddDays(-DaysBack);
        if (ServerSession.Current is not { } server)
        {
            return [];
        }

        if (boundParameters["Queue"] is not string queue)
        {
            var employee = FindEmployee(server, boundParameters["Employee"] as string, cancellationToken);
            return server.GetAgentStatusAsync(employee, first, DaysBack + 1, cancellationToken).GetAwaiter().GetResult()
                .Select(status => status.Start.Date);
        }

        var id = QueueTree.Find(server.GetQueuesAsync(cancellationToken).GetAwaiter().GetResult(), queue).Id;
        return server.GetDaysWithValuesAsync(id, first, DaysBack + 1, cancellationToken).GetAwaiter().GetResult();
    }

    private static int? FindEmployee(WfmServerClient server, string? name, CancellationToken cancellationToken)
        => name is null ? null : server.GetEmployeesAsync(cancellationToken).GetAwaiter().GetResult()
            .FirstOrDefault(employee => string.Equals(employee.Name, name, StringComparison.OrdinalIgnoreCase))?.Id;
}
