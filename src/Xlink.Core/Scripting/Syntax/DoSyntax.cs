using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>Do … Loop and While … Wend.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Before">Test at the top.</param>
/// <param name="Body">The statements.</param>
/// <param name="After">Test at the bottom.</param>
/// <param name="CanExit">Whether <c>Exit Do</c> leaves it; While … Wend cannot be left.</param>
internal sealed record DoSyntax(int Position, LoopTestSyntax? Before, IReadOnlyList<StatementSyntax> Body, LoopTestSyntax? After, bool CanExit) : StatementSyntax(Position);
