using System.Runtime.InteropServices;

// A library of Windows is never taken from the current folder or PATH.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
