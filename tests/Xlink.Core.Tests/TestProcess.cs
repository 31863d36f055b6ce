using System;
using System.Diagnostics;
using System.IO;

namespace Xlink.Core.Tests;

/// <summary>Runs an explicit test of this assembly in a process of its own, so that it can be killed or compete with others.</summary>
internal static class TestProcess
{
    /// <summary>The variable through which a test tells its child what to work on.</summary>
    public const string ArgumentVariable = "XLINK_TEST_ARGUMENT";

    public static string Argument => Environment.GetEnvironmentVariable(ArgumentVariable)
        ?? throw new InvalidOperationException("This test is run by another test in a process of its own.");

    public static Process Start(Type testClass, string method, string argument)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (string.Equals(Path.GetFileNameWithoutExtension(Environment.ProcessPath), "dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(typeof(TestProcess).Assembly.Location);
        }

        foreach (var word in new[] { "-noColor", "-explicit", "only", "-method", testClass.FullName + "." + method })
        {
            start.ArgumentList.Add(word);
        }

        start.Environment[ArgumentVariable] = argument;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
