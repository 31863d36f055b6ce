namespace Xlink.Scripting.Syntax;

/// <summary>One statement, with all that it encloses.</summary>
/// <param name="Position">Where it stands in the text.</param>
internal abstract record StatementSyntax(int Position);
