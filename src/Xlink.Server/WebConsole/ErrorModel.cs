namespace Xlink.Server.WebConsole;

/// <summary>What the page of a refused request shows.</summary>
/// <param name="Title">What is wrong, in short.</param>
/// <param name="Detail">The same at length.</param>
public sealed record ErrorModel(string Title, string Detail);
