namespace Xlink.Scripting.Syntax;

/// <summary>A name or number that GoTo can go to.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Label">The name, or the digits of the number.</param>
internal sealed record LabelSyntax(int Position, string Label) : StatementSyntax(Position);
