using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using Xlink;
using Xlink.DesiredState;
using Xlink.Files;

namespace XlinkPS.DesiredState;

/// <summary>Reads a PowerShell data file as values. Nothing in it is ever run: it is parsed, and whatever is not a value itself is refused.</summary>
internal sealed class DataFile
{
    private readonly string path;

    private DataFile(string path) => this.path = path;

    /// <summary>Reads a file.</summary>
    /// <exception cref="XlinkException"><c>DesiredStateSyntax</c>, <c>DesiredStateNotData</c>, with the line; the errors of reading a file.</exception>
    internal static StateNode Read(string path)
    {
        using var reader = new StreamReader(FileReplacement.OpenRead(path), detectEncodingFromByteOrderMarks: true);
        var script = Parser.ParseInput(reader.ReadToEnd(), path, out _, out var errors);
        if (errors.Length > 0)
        {
            throw XlinkException.InFile(
                path, errors[0].Extent.StartLineNumber, nameof(Messages.DesiredStateSyntax), XlinkErrorCategory.InvalidData, "PSD1", errors[0].Message);
        }

        var file = new DataFile(path);
        return script.ParamBlock is null && script.BeginBlock is null && script.ProcessBlock is null && script.UsingStatements.Count == 0
            && script.EndBlock is { Traps: null, Statements: { Count: 1 } statements }
                ? file.Read(statements[0])
                : throw file.NotData(script);
    }

    private StateNode Read(StatementAst statement)
        => statement is PipelineAst { PipelineElements: { Count: 1 } elements } && elements[0] is CommandExpressionAst { Redirections.Count: 0 } command
            ? Read(command.Expression)
            : throw NotData(statement);

    private StateNode Read(ExpressionAst expression)
    {
        var line = expression.Extent.StartLineNumber;
        return expression switch
        {
            HashtableAst table => StateNode.Object(
                [.. table.KeyValuePairs.Select(pair => new StateMember(Name(pair.Item1), Read(pair.Item2), pair.Item1.Extent.StartLineNumber))], line),
            StringConstantExpressionAst text => StateNode.Text(text.Value, line),
            ConstantExpressionAst { Value: int or long or double or decimal } number => StateNode.Number(string.Format(CultureInfo.InvariantCulture, "{0}", number.Value), line),
            VariableExpressionAst { Splatted: false } variable => variable.VariablePath.UserPath.ToUpperInvariant() switch
            {
                "TRUE" => StateNode.Boolean(value: true, line),
                "FALSE" => StateNode.Boolean(value: false, line),
                "NULL" => StateNode.Null(line),
                _ => throw NotData(expression),
            },
            ArrayLiteralAst list => StateNode.List([.. list.Elements.Select(Read)], line),
            ArrayExpressionAst { SubExpression: { Traps: null } block } => StateNode.List([.. block.Statements.SelectMany(ReadItems)], line),
            ParenExpressionAst { Pipeline: PipelineAst inner } => Read(inner),
            _ => throw NotData(expression),
        };
    }

    // In @( ) stand values on lines of their own, or with commas between them.
    private IEnumerable<StateNode> ReadItems(StatementAst statement)
        => statement is PipelineAst { PipelineElements: { Count: 1 } elements } && elements[0] is CommandExpressionAst { Redirections.Count: 0, Expression: ArrayLiteralAst list }
            ? list.Elements.Select(Read)
            : [Read(statement)];

    private string Name(ExpressionAst key) => key is StringConstantExpressionAst text ? text.Value : throw NotData(key);

    private XlinkException NotData(Ast ast)
    {
        // One line is enough to find it; it may be long, and a text in it is nobody's business.
        var kind = ast.GetType().Name;
        return XlinkException.InFile(
            path, ast.Extent.StartLineNumber, nameof(Messages.DesiredStateNotData), XlinkErrorCategory.SecurityError, kind.Substring(0, kind.Length - "Ast".Length));
    }
}
