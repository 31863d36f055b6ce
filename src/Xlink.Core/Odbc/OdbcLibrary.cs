using System;
using System.Runtime.InteropServices;
using System.Threading;
using Xlink.Files;

namespace Xlink.Odbc;

/// <summary>
/// The functions of the ODBC driver manager: <c>odbc32</c> on Windows, unixODBC elsewhere. Texts are UTF-16 on both, since a character of
/// unixODBC's wide functions has two bytes.
/// </summary>
internal sealed unsafe class OdbcLibrary
{
    private const string WindowsName = "odbc32.dll";
    private const string UnixName = "libodbc.so.2";

    // Only a success is remembered: who installs the missing package need not restart the service.
    private static readonly Lazy<OdbcLibrary> Loaded = new(
        () => Load(WindowsFileSystem.IsCurrent ? WindowsName : UnixName), LazyThreadSafetyMode.PublicationOnly);

    private OdbcLibrary(DynamicLibrary library)
    {
        AllocateHandle = library.Get<AllocateHandleFunction>("SQLAllocHandle");
        FreeHandle = library.Get<FreeHandleFunction>("SQLFreeHandle");
        SetEnvironmentAttribute = library.Get<SetAttributeFunction>("SQLSetEnvAttr");
        SetConnectionAttribute = library.Get<SetAttributeFunction>("SQLSetConnectAttrW");
        SetStatementAttribute = library.Get<SetAttributeFunction>("SQLSetStmtAttrW");
        DriverConnect = library.Get<DriverConnectFunction>("SQLDriverConnectW");
        Disconnect = library.Get<RawHandleFunction>("SQLDisconnect");
        EndTransaction = library.Get<EndTransactionFunction>("SQLEndTran");
        GetInfo = library.Get<GetInfoFunction>("SQLGetInfoW");
        GetDiagnosticRecord = library.Get<GetDiagnosticRecordFunction>("SQLGetDiagRecW");
        DataSources = library.Get<ListFunction>("SQLDataSourcesW");
        Drivers = library.Get<ListFunction>("SQLDriversW");
        BindParameter = library.Get<BindParameterFunction>("SQLBindParameter");
        ExecuteDirect = library.Get<ExecuteDirectFunction>("SQLExecDirectW");
        ExecuteDirectNarrow = library.Get<ExecuteDirectNarrowFunction>("SQLExecDirect");
        CountResultColumns = library.Get<CountResultColumnsFunction>("SQLNumResultCols");
        DescribeColumn = library.Get<DescribeColumnFunction>("SQLDescribeColW");
        BindColumn = library.Get<ColumnDataFunction>("SQLBindCol");
        GetData = library.Get<ColumnDataFunction>("SQLGetData");
        Fetch = library.Get<HandleFunction>("SQLFetch");
        CloseCursor = library.Get<HandleFunction>("SQLCloseCursor");
        Cancel = library.Get<HandleFunction>("SQLCancel");
    }

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short AllocateHandleFunction(short type, IntPtr parent, out IntPtr handle);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short FreeHandleFunction(short type, IntPtr handle);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short SetAttributeFunction(OdbcHandle handle, int attribute, IntPtr value, int length);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short DriverConnectFunction(
        OdbcHandle connection, IntPtr window, char* text, short length, char* completed, short completedSize, short* completedLength, ushort prompt);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short RawHandleFunction(IntPtr handle);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short HandleFunction(OdbcHandle handle);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short EndTransactionFunction(short type, IntPtr handle, short how);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short GetInfoFunction(OdbcHandle connection, ushort what, char* value, short size, out short length);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short GetDiagnosticRecordFunction(
        short type, OdbcHandle handle, short number, char* state, out int nativeError, char* text, short size, out short length);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short ListFunction(
        OdbcHandle environment, ushort direction, char* name, short nameSize, out short nameLength, char* detail, short detailSize, out short detailLength);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short BindParameterFunction(
        OdbcHandle statement, ushort number, short direction, short valueType, short sqlType, UIntPtr size, short decimals, IntPtr value, IntPtr valueSize, IntPtr* indicator);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short ExecuteDirectFunction(OdbcHandle statement, char* sql, int length);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short ExecuteDirectNarrowFunction(OdbcHandle statement, byte[] sql, int length);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short CountResultColumnsFunction(OdbcHandle statement, out short count);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short DescribeColumnFunction(
        OdbcHandle statement, ushort number, char* name, short nameSize, out short nameLength, out short type, out UIntPtr size, out short decimals, out short nullable);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate short ColumnDataFunction(OdbcHandle statement, ushort number, short type, IntPtr value, IntPtr size, IntPtr* indicator);

    /// <summary>The driver manager of this computer.</summary>
    /// <exception cref="XlinkException"><c>OdbcDriverManagerMissing</c>.</exception>
    internal static OdbcLibrary Current => Loaded.Value;

    internal AllocateHandleFunction AllocateHandle { get; }

    internal FreeHandleFunction FreeHandle { get; }

    internal SetAttributeFunction SetEnvironmentAttribute { get; }

    internal SetAttributeFunction SetConnectionAttribute { get; }

    internal SetAttributeFunction SetStatementAttribute { get; }

    internal DriverConnectFunction DriverConnect { get; }

    internal RawHandleFunction Disconnect { get; }

    internal EndTransactionFunction EndTransaction { get; }

    internal GetInfoFunction GetInfo { get; }

    internal GetDiagnosticRecordFunction GetDiagnosticRecord { get; }

    internal ListFunction DataSources { get; }

    internal ListFunction Drivers { get; }

    internal BindParameterFunction BindParameter { get; }

    internal ExecuteDirectFunction ExecuteDirect { get; }

    internal ExecuteDirectNarrowFunction ExecuteDirectNarrow { get; }

    internal CountResultColumnsFunction CountResultColumns { get; }

    internal DescribeColumnFunction DescribeColumn { get; }

    internal ColumnDataFunction BindColumn { get; }

    internal ColumnDataFunction GetData { get; }

    internal HandleFunction Fetch { get; }

    internal HandleFunction CloseCursor { get; }

    internal HandleFunction Cancel { get; }

    /// <summary>Loads a driver manager.</summary>
    /// <exception cref="XlinkException"><c>OdbcDriverManagerMissing</c>.</exception>
    internal static OdbcLibrary Load(string name)
    {
        try
        {
            if (DynamicLibrary.Find(name) is { } library)
            {
                return new OdbcLibrary(library);
            }
        }
        catch (EntryPointNotFoundException exception)
        {
            throw XlinkException.Create(nameof(Messages.OdbcDriverManagerMissing), XlinkErrorCategory.NotInstalled, exception, name);
        }

        throw XlinkException.Create(nameof(Messages.OdbcDriverManagerMissing), XlinkErrorCategory.NotInstalled, name);
    }
}
