namespace Xlink.Scripting.Syntax;

/// <summary>One value of a Print.</summary>
/// <param name="Value">The value.</param>
/// <param name="FillsZone">Whether a comma follows, which goes on at the next multiple of 14 columns.</param>
internal sealed record PrintItemSyntax(ExpressionSyntax Value, bool FillsZone);
