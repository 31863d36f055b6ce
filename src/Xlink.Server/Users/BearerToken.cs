using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Xlink.Server.Users;

/// <summary>A bearer token: 256 random bits. The store knows only its hash.</summary>
internal static class BearerToken
{
    /// <summary>Makes a token.</summary>
    internal static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored of a token. It is random, so a plain hash hides it.</summary>
    internal static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
