using System;
using System.IO;

namespace Xlink.Core.Tests.Installation;

/// <summary>File modes as octal digits; where there are none the test is skipped.</summary>
internal static class UnixMode
{
    public static string Get(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            throw new PlatformNotSupportedException();
        }

        return Convert.ToString((int)File.GetUnixFileMode(path), 8);
    }

    public static void Set(string path, string mode)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            throw new PlatformNotSupportedException();
        }

        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
    }
}
