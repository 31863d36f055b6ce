using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Xlink.Services;
using Xlink.Services.Windows;

namespace Xlink.Core.Tests.Services;

public sealed class WindowsServiceControlTests
{
    [Theory]
    [InlineData(@"""C:\Xlink\isps_uls.exe"" -service", @"C:\Xlink")]
    [InlineData(@"""C:\Program Files\Xlink\isps_uls.exe""", @"C:\Program Files\Xlink")]
    [InlineData(@"C:\Program Files\Xlink\ISPS_ULS.EXE -x", @"C:\Program Files\Xlink")]
    [InlineData(@"C:\Xlink\isps_uls.exe", @"C:\Xlink")]
    [InlineData("isps_uls", null)]
    [InlineData("", null)]
    public void The_installation_is_the_folder_of_the_services_program(string commandLine, string? folder)
        => Assert.Equal(folder, WindowsServiceControl.FindFolder(commandLine));

    [Theory]
    [InlineData(@".\xlink", @"{0}\xlink")]
    [InlineData(@"CORP\xlink$", @"CORP\xlink$")]
    [InlineData("xlink@corp.example", "xlink@corp.example")]
    public void An_account_of_this_computer_is_looked_up_by_the_computers_name(string account, string name)
        => Assert.Equal(string.Format(CultureInfo.InvariantCulture, name, Environment.MachineName), ServiceLogonRight.FullName(account));

    [Fact]
    public void The_SID_of_the_service_is_the_one_that_Windows_derives_from_its_name()
    {
#pragma warning disable CA5350 // It is Windows' choice, and no secret.
        var hash = SHA1.HashData(Encoding.Unicode.GetBytes(XlinkService.Name.ToUpperInvariant()));
#pragma warning restore CA5350
        var numbers = Enumerable.Range(0, 5).Select(i => BinaryPrimitives.ReadUInt32LittleEndian(hash.AsSpan(4 * i)));

        Assert.Equal(XlinkService.Sid, "S-1-5-80-" + string.Join('-', numbers));
    }
}
