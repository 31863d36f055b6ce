using System;
using Xlink.Installation;

namespace Xlink.Core.Tests.Installation;

/// <summary>An original Xlink whose programs are scripts that behave as documented.</summary>
internal static class VendorInstallation
{
    /// <summary>Makes the files; the programs do not do anything yet.</summary>
    public static XlinkInstallation Create(TemporaryFolder folder)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The original's programs are scripts here, which Windows does not run as .exe.");
        folder.Write("Xlink/Isps_Ul.ini", "[DB]\r\n1=WFM,0,xlink@company.com,123456789012345678\r\n");
        folder.Write("Xlink/ixculcmm.dll", "library");
        folder.Write("Xlink/version.txt", "4.7.11");
        WriteProgram(folder, "Xlink/isps_uls.exe", "echo The program prints its parameters.");
        return XlinkInstallation.Open(folder["Xlink"]);
    }

    /// <summary>Writes a program: lines of a shell script.</summary>
    public static string WriteProgram(TemporaryFolder folder, string name, params string[] lines)
    {
        var path = folder.Write(name, "#!/bin/sh\n" + string.Join('\n', lines) + "\n");
        UnixMode.Set(path, "755");
        return path;
    }
}
