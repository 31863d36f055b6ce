namespace Xlink.Server.WebConsole;

/// <summary>What the sign-in page shows.</summary>
/// <param name="ReturnTo">Where to go afterwards.</param>
/// <param name="Login">The name that was given.</param>
/// <param name="Error">Why it was refused, or <see langword="null"/>.</param>
public sealed record LoginModel(string ReturnTo, string Login, string? Error);
