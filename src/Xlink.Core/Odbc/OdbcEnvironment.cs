using System;
using System.Collections.Generic;

namespace Xlink.Odbc;

/// <summary>The driver manager as a program uses it: knows the data sources, and is what connections are made in.</summary>
internal static class OdbcEnvironment
{
    private const short TextSize = 1024;

    /// <summary>Makes an environment for ODBC 3.</summary>
    /// <exception cref="XlinkException"><c>OdbcDriverManagerMissing</c>.</exception>
    internal static OdbcHandle Create(OdbcLibrary library)
    {
        var handle = OdbcHandle.Allocate(library, OdbcCode.EnvironmentHandle, parent: null);
        if (!handle.IsInvalid)
        {
            library.SetEnvironmentAttribute(handle, OdbcCode.AttributeOdbcVersion, new IntPtr(OdbcCode.OdbcVersion3), 0);
            return handle;
        }

        handle.Dispose();
        throw XlinkException.Create(nameof(Messages.OdbcDriverManagerMissing), XlinkErrorCategory.NotInstalled, "SQLAllocHandle");
    }

    /// <summary>The data sources of this user and this computer, and the drivers that are installed.</summary>
    /// <exception cref="XlinkException"><c>OdbcDriverManagerMissing</c>.</exception>
    internal static IReadOnlyList<OdbcDataSource> List()
    {
        var library = OdbcLibrary.Current;
        using var environment = Create(library);
        return
        [
            .. List(environment, library.DataSources, OdbcCode.FetchFirstUser, (name, driver) => new OdbcDataSource(name, driver, OdbcDataSourceType.User)),
            .. List(environment, library.DataSources, OdbcCode.FetchFirstSystem, (name, driver) => new OdbcDataSource(name, driver, OdbcDataSourceType.System)),
            .. List(environment, library.Drivers, OdbcCode.FetchFirst, (name, _) => new OdbcDataSource(name, name, OdbcDataSourceType.Driver)),
        ];
    }

    private static unsafe List<OdbcDataSource> List(
        OdbcHandle environment, OdbcLibrary.ListFunction next, ushort direction, Func<string, string, OdbcDataSource> make)
    {
        var found = new List<OdbcDataSource>();
        var name = stackalloc char[TextSize];
        var detail = stackalloc char[TextSize];
        while (OdbcCode.IsSuccess(next(environment, direction, name, TextSize, out _, detail, TextSize, out _)))
        {
            name[TextSize - 1] = detail[TextSize - 1] = '\0';
            found.Add(make(new string(name), new string(detail)));
            direction = OdbcCode.FetchNext;
        }

        return found;
    }
}
