using Xlink.Servers;

namespace Xlink.Server.Tests.Servers;

public sealed class DotnetHostTests
{
    [Theory]
    [InlineData("Microsoft.AspNetCore.App 10.0.1 [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]\n", true)]
    [InlineData("Microsoft.NETCore.App 10.0.1 [x]\r\nMicrosoft.AspNetCore.App 11.0.0-preview.1 [C:\\Program Files\\dotnet]\r\n", true)]
    [InlineData("Microsoft.AspNetCore.App 8.0.22 [x]\nMicrosoft.NETCore.App 10.0.1 [x]\n", false)]
    [InlineData("Microsoft.AspNetCore.App", false)]
    [InlineData("", false)]
    public void A_runtime_of_version_10_or_later_is_recognised(string answer, bool isThere)
        => Assert.Equal(isThere, DotnetHost.HasServerRuntime(answer));
}
