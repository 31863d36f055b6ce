namespace Xlink.Scripting.Syntax;

/// <summary>Leaves a loop or procedure.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="What">For, Do, Sub or Function.</param>
internal sealed record ExitSyntax(int Position, TokenKind What) : StatementSyntax(Position);
