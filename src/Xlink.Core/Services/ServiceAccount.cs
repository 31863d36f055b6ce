using Xlink.Credentials;

namespace Xlink.Services;

/// <summary>A special account for the service.</summary>
/// <param name="UserName">On Windows <c>DOMAIN\user</c>, <c>.\user</c>, <c>user@domain</c>, or a managed service account <c>DOMAIN\name$</c>; on Linux a user of this computer.</param>
/// <param name="Password">The password; <see langword="null"/> where there is none (managed and built-in accounts, Linux).</param>
public sealed record ServiceAccount(string UserName, Secret? Password = null);
