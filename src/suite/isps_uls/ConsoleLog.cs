using System;
using Xlink.Logging;

namespace Xlink.Suite;

/// <summary>Shows in the console what goes to the log.</summary>
internal sealed class ConsoleLog(ILog log) : ILog
{
    public void Info(string text)
    {
        log.Info(text);
        Show(text);
    }

    public void Warning(string text)
    {
        log.Warning(text);
        Show(text);
    }

    public void Error(string text)
    {
        log.Error(text);
        Show(text);
    }

    private static void Show(string text) => Console.WriteLine(DateTime.Now.ToString("T", System.Globalization.CultureInfo.CurrentCulture) + " > " + text);
}
