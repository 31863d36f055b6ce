using System;
using Xlink.Server.Users;

namespace Xlink.Server.Tests.Users;

public sealed class PasswordHashTests
{
    [Fact]
    public void A_hash_takes_its_password_and_no_other()
    {
        var stored = PasswordHash.Create("pässword, 1", rounds: 1000);

        Assert.True(PasswordHash.Verify("pässword, 1", stored));
        Assert.False(PasswordHash.Verify("password, 1", stored));
        Assert.False(PasswordHash.Verify("", stored));
        Assert.False(PasswordHash.Verify("", PasswordHash.OfNobody(1000)));
    }

    [Fact]
    public void The_same_password_is_stored_differently_each_time()
        => Assert.NotEqual(PasswordHash.Create("p", rounds: 1000), PasswordHash.Create("p", rounds: 1000));

    [Fact]
    public void New_hashes_have_at_least_600000_rounds_and_older_ones_count_as_weak()
    {
        var stored = PasswordHash.Create("p");

        Assert.True(int.Parse(stored.Split('$')[1], System.Globalization.CultureInfo.InvariantCulture) >= 600_000);
        Assert.False(PasswordHash.IsWeak(stored));
        Assert.True(PasswordHash.IsWeak(PasswordHash.Create("p", rounds: 599_999)));
    }

    [Fact]
    public void A_known_PBKDF2_value_is_computed()
    {
        // RFC 7914, chapter 11: PBKDF2-HMAC-SHA256 of "passwd" and "salt", one round, first 32 bytes.
        var expected = Convert.ToBase64String(Convert.FromHexString("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"));

        Assert.True(PasswordHash.Verify("passwd", "pbkdf2-sha256$1$" + Convert.ToBase64String("salt"u8) + "$" + expected));
    }
}
