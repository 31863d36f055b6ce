using Xlink.Credentials;
using Xlink.Services;

namespace Xlink.Core.Tests.Services;

public sealed class ServiceAccountTests
{
    [Theory]
    [InlineData(@"CORP\xlink$")]
    [InlineData("xlink$@corp.example")]
    public void A_managed_service_account_has_no_password_whatever_somebody_gives(string name)
    {
        using var password = Secret.From("typed by mistake");

        Assert.Equal(new ServiceAccount(name), ServiceAccount.Managed(name));
        Assert.Null(ServiceAccount.From(name, password).Password);
    }

    [Theory]
    [InlineData("xlink$")]
    [InlineData(@"CORP\xlink")]
    [InlineData(@"CORP\$")]
    [InlineData(@"\xlink$")]
    [InlineData(@".\xlink$")]
    [InlineData(@"A\B\xlink$")]
    [InlineData("$@corp.example")]
    [InlineData("xlink$@")]
    [InlineData("")]
    public void Another_name_is_no_managed_service_account(string name)
    {
        using var password = Secret.From("secret");

        Assert.Equal("ManagedAccountInvalid", Assert.Throws<XlinkException>(() => ServiceAccount.Managed(name)).ErrorId);
        Assert.Same(password, ServiceAccount.From(name, password).Password);
    }

    [Fact]
    public void An_empty_password_is_none()
    {
        using var empty = Secret.From(string.Empty);

        Assert.Null(ServiceAccount.From(@"NT AUTHORITY\NetworkService", empty).Password);
    }
}
