namespace Xlink.Core.Tests.Scripting;

public sealed class StatementTests
{
    [Theory]
    [InlineData("Result = 7")]
    [InlineData("Let Result = 7")]
    [InlineData("x = 3 : Result = x + 4")]
    [InlineData("x = 3 ' a comment : x = 5\nResult = x + 4")]
    [InlineData("Rem x = 5 : nothing\nResult = 7")]
    [InlineData("x = 3: Rem nothing\nResult = x + 4")]
    [InlineData("Result = 3 _\n + _ \r\n 4")]
    [InlineData("RESULT=3+4")]
    [InlineData("  \t Result\u00a0=\t7  ")]
    [InlineData("Dim a, b As Integer, c$, d(2) As Long\nb = 7 : Result = b")]
    [InlineData("x% = 7.4 : Result = x")]
    [InlineData("Const Seven = 7, Text As String = \"x\"\nResult = Seven")]
    [InlineData("Const A = 2 * 3, B = A + 1\nResult = B")]
    [InlineData("Dim größe As Long\nGRÖSSE = 1\nGröße = 7\nResult = größe")]
    [InlineData("Result = 7\u001a")]
    public void Assignments_and_how_lines_are_written(string statements) => Assert.Equal(7, ScriptRunner.Value(statements));

    [Theory]
    [InlineData("If Para1 = 1 Then Result = 10", 10, 0, 0)]
    [InlineData("If Para1 = 1 Then Result = 10 Else Result = 20", 10, 20, 20)]
    [InlineData("If Para1 = 1 Then x = 4 : Result = 10 Else x = 5 : Result = 20", 10, 20, 20)]
    [InlineData("If Para1 = 1 Then If Para1 > 0 Then Result = 10 Else Result = 5\nResult = Result + 1", 11, 1, 1)]
    [InlineData("If Para1 = 1 Then Else Result = 20", 0, 20, 20)]
    [InlineData("If Para1 = 1 Then\nResult = 10\nEnd If", 10, 0, 0)]
    [InlineData("If Para1 = 1 Then\nResult = 10\nElse\nResult = 20\nEnd If", 10, 20, 20)]
    [InlineData("If Para1 = 1 Then\nResult = 10\nElseIf Para1 = 2 Then\nResult = 20\nElse\nResult = 30\nEndIf", 10, 20, 30)]
    [InlineData("If Para1 = 1 Then ' comment\nResult = 10\nElseIf Para1 = 2 Then Result = 20\nElse Result = 30\nEnd If", 10, 20, 30)]
    [InlineData("If Para1 = 1 Then\nResult = 10\nElse If Para1 = 2 Then\nResult = 20\nElse\nResult = 30\nEnd If\nEnd If", 10, 20, 30)]
    [InlineData("If Para1 - 2 Then Result = 10", 10, 0, 10)]
    [InlineData("If Para1 = 1 Then : Result = 10", 10, 0, 0)]
    [InlineData("If Not (Para1 = 1) Then Result = 10", 0, 10, 10)]
    [InlineData("If Para1 = 1 Or Para1 = 3 Then Result = 10", 10, 0, 10)]
    [InlineData("If Para1 = 1 Then 100\nResult = 20\n100", 0, 20, 20)]
    public void If_takes_the_first_branch_whose_condition_holds(string statements, int for1, int for2, int for3)
    {
        Assert.Equal(for1, ScriptRunner.Value(statements, 1));
        Assert.Equal(for2, ScriptRunner.Value(statements, 2));
        Assert.Equal(for3, ScriptRunner.Value(statements, 3));
    }

    [Theory]
    [InlineData("1", 10)]
    [InlineData("2", 20)]
    [InlineData("3", 20)]
    [InlineData("5", 30)]
    [InlineData("6.5", 30)]
    [InlineData("7", 30)]
    [InlineData("7.1", 50)]
    [InlineData("100", 40)]
    [InlineData("-1", 45)]
    public void Select_Case_knows_lists_ranges_and_comparisons(string value, int expected)
        => Assert.Equal(expected, ScriptRunner.Value($"""
            Select Case {value}
            ' first

            Case 1
              Result = 10
            Case 2, 3: Result = 20
            Case 5 To 7
              Result = 30
            Case Is >= 100, 99
              Result = 40
            Case < 0
              Result = 45
            Case Else
              Result = 50
            End Select
            """));

    [Theory]
    [InlineData("x = \"b\"", 2)]
    [InlineData("x = \"bx\"", 3)]
    [InlineData("x = \"z\"", 0)]
    public void Select_Case_compares_texts_too(string before, int expected)
        => Assert.Equal(expected, ScriptRunner.Value($"{before}\nSelect Case x\nCase \"a\"\nResult = 1\nCase \"b\"\nResult = 2\nCase \"ba\" To \"bz\"\nResult = 3\nEnd Select"));

    [Fact]
    public void Select_Case_computes_its_value_once()
        => Assert.Equal(1, ScriptRunner.Run("""
            Dim calls As Long
            Function F() As Long
              calls = calls + 1
              F = 9
            End Function
            Sub Main()
              Select Case F()
                Case 1, 2, 3
                Case 4 To 5
                Case Else: Result = calls
              End Select
            End Sub
            """).Value);

    [Theory]
    [InlineData("For i = 1 To 4\nResult = Result * 10 + i\nNext", 1234)]
    [InlineData("For i = 1 To 4\nResult = Result * 10 + i\nNext i", 1234)]
    [InlineData("For i = 1 To 7 Step 3\nResult = Result * 10 + i\nNext", 147)]
    [InlineData("For i = 4 To 1 Step -1\nResult = Result * 10 + i\nNext", 4321)]
    [InlineData("For i = 4 To 1\nResult = 9\nNext", 0)]
    [InlineData("For i = 1 To 4 Step -1\nResult = 9\nNext", 0)]
    [InlineData("s = -2\nFor i = 5 To 1 Step s\nResult = Result * 10 + i\nNext", 531)]
    [InlineData("Dim i As Double\nFor i = 1 To 2 Step 0.5\nResult = Result * 100 + i * 10\nNext", 101520)]
    [InlineData("Dim i As Single\nFor i = 1 To 2 Step 0.5\nResult = Result * 100 + i * 10\nNext", 101520)]
    [InlineData("Dim i As Integer\nFor i = 1.5 To 3.5\nResult = Result * 10 + i\nNext", 234)]
    [InlineData("For i = 1 To 4\nNext\nResult = i", 5)]
    [InlineData("Dim i As Long\nFor i = 1 To 4\nNext\nResult = i", 5)]
    [InlineData("For i = 5 To 4\nNext\nResult = i", 5)]
    [InlineData("For i = 1 To 9\nIf i = 4 Then Exit For\nResult = Result * 10 + i\nNext", 123)]
    [InlineData("n = 3\nFor i = 1 To n\nn = 9\nResult = Result * 10 + i\nNext", 123)]
    [InlineData("i = 3\nFor i = i To i + 2\nResult = Result * 10 + i\nNext", 345)]
    [InlineData("For i = 1 To 2 : For j = 3 To 4 : Result = Result * 100 + i * 10 + j : Next : Next", 13142324)]
    [InlineData("For i = 1 To 2\nFor j = 3 To 4\nResult = Result * 100 + i * 10 + j\nNext j, i", 13142324)]
    [InlineData("For i = 1 To 8\ni = i + 1\nResult = Result * 10 + i\nNext", 2468)]
    [InlineData("If True Then For i = 1 To 3 : Result = Result + i : Next\nResult = Result * 10", 60)]
    public void For_counts(string statements, int expected) => Assert.Equal(expected, ScriptRunner.Value(statements));

    [Theory]
    [InlineData("Dim a(1 To 3) As Long\na(1) = 4 : a(2) = 5 : a(3) = 6\nFor Each x In a\nResult = Result * 10 + x\nNext", 456)]
    [InlineData("Dim a(2), x As Long\na(0) = 4 : a(1) = 5.5 : a(2) = \"7\"\nFor Each x In a\nResult = Result * 10 + x\nNext x", 467)]
    [InlineData("Dim a(1, 1) As Long\na(0, 0) = 1 : a(1, 0) = 2 : a(0, 1) = 3 : a(1, 1) = 4\nFor Each x In a\nResult = Result * 10 + x\nNext", 1234)]
    [InlineData("Dim a(3) As Long\na(1) = 8\nFor Each x In a\nIf x = 8 Then Exit For\nResult = Result + 1\nNext", 1)]
    public void For_Each_visits_the_elements_in_order(string statements, int expected) => Assert.Equal(expected, ScriptRunner.Value(statements));

    [Theory]
    [InlineData("Do While i < 3\ni = i + 1\nLoop\nResult = i", 3)]
    [InlineData("Do Until i = 3\ni = i + 1\nLoop\nResult = i", 3)]
    [InlineData("i = 9\nDo\ni = i + 1\nLoop While i < 3\nResult = i", 10)]
    [InlineData("i = 9\nDo\ni = i + 1\nLoop Until i > 3\nResult = i", 10)]
    [InlineData("i = 9\nDo While i < 3\ni = i + 1\nLoop\nResult = i", 9)]
    [InlineData("Do\ni = i + 1\nIf i = 5 Then Exit Do\nLoop\nResult = i", 5)]
    [InlineData("While i < 3\ni = i + 1\nWend\nResult = i", 3)]
    [InlineData("Do\nWhile i < 3\ni = i + 1\nIf i = 2 Then Exit Do\nWend\nLoop\nResult = i", 2)]
    [InlineData("Do\nFor i = 1 To 9\nIf i = 4 Then Exit Do\nNext\nLoop\nResult = i", 4)]
    [InlineData("For i = 1 To 3\nDo\nExit For\nLoop\nNext\nResult = i", 1)]
    public void Do_and_While_repeat(string statements, int expected) => Assert.Equal(expected, ScriptRunner.Value(statements));

    [Theory]
    [InlineData("GoTo done\nResult = 5\ndone:\nResult = Result + 1", 1)]
    [InlineData("again:\nResult = Result + 1\nIf Result < 5 Then GoTo again", 5)]
    [InlineData("10 Result = Result + 1\nIf Result < 5 Then GoTo 10", 5)]
    [InlineData("10:\nResult = Result + 1\nIf Result < 5 Then 10", 5)]
    [InlineData("For i = 1 To 9\nFor j = 1 To 9\nIf i * j = 12 Then GoTo found\nNext\nNext\nFOUND: Result = i * 10 + j", 26)]
    [InlineData("GoTo inside\nIf False Then\ninside: Result = 3\nEnd If", 3)]
    public void GoTo_goes_to_a_label_or_line_number(string statements, int expected) => Assert.Equal(expected, ScriptRunner.Value(statements));

    [Theory]
    [InlineData("Dim a(10) As Long\na(0) = 3 : a(10) = 4\nResult = a(0) + a(10) + UBound(a) * 100 + LBound(a)", 1007)]
    [InlineData("Dim a(1 To 5) As Long\na(1) = 3 : a(5) = 4\nResult = a(1) + a(5) + UBound(a) * 100 + LBound(a) * 1000", 1507)]
    [InlineData("Dim a(-2 To 2) As Integer\na(-2) = 3\nResult = a(-2)", 3)]
    [InlineData("Const N = 4\nDim a(N + 1) As String\na(5) = \"x\" & a(0) & \"y\"\nResult = Len(a(5))", 2)]
    [InlineData("Dim a(2, 1 To 3) As Double\na(2, 3) = 1.5 : a(1, 3) = 7\nResult = a(2, 3) * 10 + UBound(a, 2) * 100 + LBound(a, 2) * 1000", 1315)]
    [InlineData("Dim a(3) As Boolean\na(1) = 5\nResult = a(1)", -1)]
    [InlineData("Dim a(3) As Single\na(1.5) = 5\nResult = a(2)", 5)]
    [InlineData("Dim a(3)\na(1) = 2 : a(a(1)) = 3\nResult = a(2)", 3)]
    public void Arrays_begin_at_0_or_where_they_are_told(string statements, int expected) => Assert.Equal(expected, ScriptRunner.Value(statements));

    [Fact]
    public void Option_Base_moves_the_beginning_of_arrays()
        => Assert.Equal(13, ScriptRunner.Run("Option Base 1\nOption Explicit\nDim a(3)\n" + ScriptRunner.InMain("Result = LBound(a) * 10 + UBound(a)")).Value);

    [Theory]
    [InlineData("a(11)")]
    [InlineData("a(-1)")]
    [InlineData("a(2147483647)")]
    [InlineData("a(10.5 + 0.1)")]
    public void A_subscript_out_of_range_is_an_error(string element)
    {
        Assert.Equal("ScriptSubscriptOutOfRange", ScriptRunner.Run(ScriptRunner.InMain($"Dim a(10)\nResult = {element}")).Error?.ErrorId);
        Assert.Equal("ScriptSubscriptOutOfRange", ScriptRunner.Run(ScriptRunner.InMain($"Dim a(10)\n{element} = 1")).Error?.ErrorId);
    }

    [Theory]
    [InlineData("UBound(a, 0)")]
    [InlineData("LBound(a, 2)")]
    public void A_bound_of_a_dimension_that_is_not_there_is_an_error(string expression)
        => Assert.Equal("ScriptSubscriptOutOfRange", ScriptRunner.Run(ScriptRunner.InMain($"Dim a(10)\nResult = {expression}")).Error?.ErrorId);

    [Fact]
    public void Every_evaluation_begins_with_fresh_variables()
    {
        var script = Xlink.Scripting.Script.Compile("""
            Dim total As Long, text As String, list(3) As Long
            Sub Count()
              total = total + 1
              text = text & "x"
              list(1) = list(1) + 1
            End Sub
            Sub Main()
              Dim own As Long
              own = own + 1
              Count
              Result = Result + total * 1000 + Len(text) * 100 + list(1) * 10 + own
            End Sub
            """, "1.bas");

        Assert.Equal(1111, script.Run().Value);
        Assert.Equal(1111, script.Run().Value);
    }
}
