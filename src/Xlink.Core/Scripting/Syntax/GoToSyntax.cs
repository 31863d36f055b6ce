namespace Xlink.Scripting.Syntax;

/// <summary>Goes on at a label of the same procedure.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Label">The label.</param>
internal sealed record GoToSyntax(int Position, string Label) : StatementSyntax(Position);
