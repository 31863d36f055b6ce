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
}
