using System.Linq;

namespace Xlink.Core.Tests.Scripting;

public sealed class ProcedureTests
{
    [Theory]
    [InlineData("Sub S(x As Long)\nx = x + 1\nEnd Sub", "Dim n As Long : n = 5 : S n : Result = n", 6)]
    [InlineData("Sub S(ByRef x As Long)\nx = x + 1\nEnd Sub", "Dim n As Long : n = 5 : Call S(n) : Result = n", 6)]
    [InlineData("Sub S(ByVal x As Long)\nx = x + 1\nEnd Sub", "Dim n As Long : n = 5 : S n : Result = n", 5)]
    [InlineData("Sub S(x As Long)\nx = x + 1\nEnd Sub", "Dim n As Long : n = 5 : S (n) : Result = n", 5)]
    [InlineData("Sub S(x As Long)\nx = x + 1\nEnd Sub", "Dim n As Long : n = 5 : S n + 0 : Result = n", 5)]
    [InlineData("Sub S(x)\nx = x + 1\nEnd Sub", "n = 5 : S n : Result = n", 6)]
    [InlineData("Sub S(x)\nx = 7\nEnd Sub", "S n : Result = n", 7)]
    [InlineData("Sub S(x As Long)\nx = x + 1\nEnd Sub", "Dim a(3) As Long : a(2) = 5 : S a(2) : Result = a(2)", 6)]
    [InlineData("Sub S(x As String)\nx = x & \"y\"\nEnd Sub", "Dim t As String : t = \"x\" : S t : S t : Result = Len(t)", 3)]
    [InlineData("Sub S(x As Long)\nT x\nEnd Sub\nSub T(y As Long)\ny = 9\nEnd Sub", "Dim n As Long : S n : Result = n", 9)]
    [InlineData("Sub S(x As Long)\nx = x + 1\nEnd Sub", "Dim n As Double : n = 5 : S n : Result = n", 5)]
    [InlineData("Sub S(x As Double)\nx = 2.5\nEnd Sub", "S Para1 : Result = Para1 * 10", 25)]
    [InlineData("Sub S\nResult = 3\nEnd Sub", "S", 3)]
    [InlineData("Sub S()\nResult = 3\nEnd Sub", "Call S", 3)]
    [InlineData("Sub S(a, b)\nResult = a * 10 + b\nEnd Sub", "S (1), 2", 12)]
    [InlineData("Sub S(a, b)\nResult = a * 10 + b\nEnd Sub", "S (1) + 2, 2", 32)]
    public void Arguments_are_passed_by_reference_unless_told_otherwise(string procedures, string statements, int expected)
        => Assert.Equal(expected, ScriptRunner.Run(procedures + "\n" + ScriptRunner.InMain(statements), 1).Value);

    [Theory]
    [InlineData("Function F(x As Long) As Long\nF = x * 2\nEnd Function", "Result = F(4) + F(F(1))", 12)]
    [InlineData("Function F(x)\nF = x * 2\nEnd Function", "Result = F(4.5)", 9)]
    [InlineData("Function F() As Integer\nF = 2.5\nEnd Function", "Result = F + F()", 4)]
    [InlineData("Function F$(n As Long)\nF = String(n, \"x\")\nEnd Function", "Result = Len(F(5))", 5)]
    [InlineData("Function F() As Long\nEnd Function", "Result = F", 0)]
    [InlineData("Function F() As String\nEnd Function", "Result = Len(F)", 0)]
    [InlineData("Function F(x As Long) As Long\nIf x > 3 Then\nF = 1\nExit Function\nEnd If\nF = 2\nEnd Function", "Result = F(3) * 10 + F(4)", 21)]
    [InlineData("Function F(x As Long) As Long\nF = 5\nF = F + x\nEnd Function", "Result = F(2)", 7)]
    [InlineData("Function Fac(n As Double) As Double\nIf n <= 1 Then Fac = 1 Else Fac = n * Fac(n - 1)\nEnd Function", "Result = Fac(10)", 3628800)]
    [InlineData("Function Fib(n)\nIf n < 2 Then\nFib = n\nElse\nFib = Fib(n - 1) + Fib(n - 2)\nEnd If\nEnd Function", "Result = Fib(15)", 610)]
    [InlineData("Function Even(n) As Boolean\nIf n = 0 Then Even = True Else Even = Odd(n - 1)\nEnd Function\nFunction Odd(n) As Boolean\nIf n = 0 Then Odd = False Else Odd = Even(n - 1)\nEnd Function", "Result = Even(10) * 10 + Odd(10)", -10)]
    [InlineData("Function F(x As Long) As Long\nx = x + 1\nF = x\nEnd Function", "Dim n As Long : n = 1\nResult = n * 100 + F(n) * 10 + n", 122)]
    [InlineData("Function F(x As Long) As Long\nx = x + 1\nF = x\nEnd Function", "Dim n As Long : n = 1\nF n\nCall F(n)\nResult = n", 3)]
    [InlineData("Function Round(x)\nRound = 9\nEnd Function", "Result = Round(1)", 9)]
    [InlineData("Private Function F(ByVal a() As Long) As Long\nF = a(1) + UBound(a)\na(2) = 40\nEnd Function", "Dim b(2) As Long\nb(1) = 5\nResult = F(b) + b(2)", 47)]
    [InlineData("Function Sum(a()) As Double\nFor Each x In a\nSum = Sum + x\nNext\nEnd Function", "Dim b(2)\nb(0) = 1 : b(1) = 2.5 : b(2) = \"3\"\nResult = Sum(b) * 10", 65)]
    public void Functions_have_the_value_that_was_assigned_to_their_name(string procedures, string statements, int expected)
        => Assert.Equal(expected, ScriptRunner.Run(procedures + "\n" + ScriptRunner.InMain(statements)).Value);

    /// <summary>Next adds 1 to its argument and returns it: what is read before the call keeps its value.</summary>
    [Theory]
    [InlineData("Result = n + Next_(n)", 3)]
    [InlineData("Result = Next_(n) + n", 4)]
    [InlineData("Result = n * 10 + Next_(n) * 100 + n", 212)]
    [InlineData("If n < Next_(n) Then Result = 1", 1)]
    [InlineData("Result = Len(Mid(\"abcdef\", n, Next_(n))) * 10 + n", 22)]
    [InlineData("Result = a(n, Next_(n))", 12)]
    [InlineData("a(Next_(n), 0) = n\nResult = a(2, 0)", 1)]
    [InlineData("Result = Add(n, Next_(n))", 22)]
    [InlineData("Result = AddValues(n, Next_(n))", 12)]
    [InlineData("Select Case n\nCase Next_(n)\nResult = 5\nCase 1\nResult = 6\nEnd Select", 6)]
    [InlineData("For i = n To Next_(n) + 1\nResult = Result * 10 + i\nNext", 123)]
    [InlineData("Result = IIf(n = 1, n, Next_(n))", 1)]
    public void Operands_are_computed_from_left_to_right(string statements, int expected)
        => Assert.Equal(expected, ScriptRunner.Run($"""
            Function Next_(x As Long) As Long
              x = x + 1
              Next_ = x
            End Function
            Function Add(x As Long, y As Long) As Long
              Add = x * 10 + y
            End Function
            Function AddValues(ByVal x As Long, ByVal y As Long) As Long
              AddValues = x * 10 + y
            End Function
            Sub Main()
              Dim n As Long, a(3, 3) As Long
              n = 1
              For i = 0 To 3 : For j = 0 To 3 : a(i, j) = i * 10 + j : Next j, i
              {statements}
            End Sub
            """).Value);

    [Fact]
    public void Procedures_share_the_variables_and_constants_outside_of_them()
        => Assert.Equal(2342, ScriptRunner.Run("""
            Private Const Base = 1000
            Public total As Double, flag As Boolean
            Global name As String, part As Single, list(1 To 2) As Long, any
            Public Sub Add(x As Long)
              total = total + x
              flag = True
              name = name & "a"
              part = 0.5
              list(2) = list(2) + x
              any = any + 1
            End Sub
            Private Sub Main()
              Add 20
              Add 1
              If flag And part = 0.5 Then Result = Base * any + total + list(2) * 10 + Len(name) * 50 + Para1
            End Sub
            """, 11).Value);

    [Fact]
    public void Local_names_hide_those_outside()
        => Assert.Equal(57, ScriptRunner.Run("""
            Dim x As Long
            Const C = 1
            Function F(x As Long) As Long
              Const C = 2
              F = x + C
            End Function
            Sub Main()
              x = 5
              Result = x * 10 + F(5)
            End Sub
            """).Value);

    [Fact]
    public void An_undeclared_variable_belongs_to_its_procedure()
        => Assert.Equal(3, ScriptRunner.Run("Sub S()\ny = 8\nEnd Sub\n" + ScriptRunner.InMain("y = 3\nS\nResult = y")).Value);

    [Fact]
    public void An_error_in_a_procedure_ends_the_evaluation_and_names_the_procedures_line()
    {
        var error = ScriptRunner.Run("Function F(x)\nx = 1\nF = 1 / Para1\nEnd Function\n" + ScriptRunner.InMain("Result = 5\ny = F(1)\nResult = 6"), 0).Error;

        Assert.Equal(("ScriptDivisionByZero", 3, "F = 1 / Para1"), (error?.ErrorId, error?.Line, error?.LineText));
    }

    [Fact]
    public void A_Sub_can_be_left_early()
        => Assert.Equal(1, ScriptRunner.Value("Result = 1\nIf Result = 1 Then Exit Sub\nResult = 2"));

    [Fact]
    public void A_variable_of_another_type_is_passed_as_a_copy_with_a_warning()
    {
        var found = ScriptRunner.Check("Sub S(x As Long)\nx = 1\nEnd Sub\n" + ScriptRunner.InMain("Dim n As Double : n = 1\nResult = 1\nS n"));

        Assert.Equal(("ScriptPassedAsCopy", 7, 3), found.Single());
    }
}
