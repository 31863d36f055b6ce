using System;
using Xlink.Targets;

namespace Quickstart;

/// <summary>Prints the steps of a connection test as they end.</summary>
internal sealed class StepPrinter : IProgress<ConnectionTestStep>
{
    public void Report(ConnectionTestStep value)
    {
        Console.WriteLine($"   {(value.Success ? "+" : "-")} {value}");
        if (value.Remedy.Length > 0)
        {
            Console.WriteLine("     " + value.Remedy);
        }
    }
}
