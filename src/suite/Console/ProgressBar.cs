using System;
using System.Globalization;

namespace Xlink.Suite;

/// <summary>Shows progress on the error stream: a bar that redraws itself in a terminal, a line per finished tenth elsewhere.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Width = 30;

    private readonly bool isTerminal = !Console.IsErrorRedirected;
    private int lastTenth = -1;
    private int lastLength;

    /// <summary>Shows how far the work is.</summary>
    /// <param name="fraction">0 to 1.</param>
    /// <param name="activity">What is being done.</param>
    internal void Show(double fraction, string activity)
    {
        var bounded = Math.Min(Math.Max(fraction, 0), 1);
        var percent = ((int)Math.Floor(bounded * 100)).ToString(CultureInfo.CurrentCulture);
        if (isTerminal)
        {
            var filled = (int)Math.Round(bounded * Width);
            Redraw("[" + new string('#', filled) + new string('-', Width - filled) + "] " + percent.PadLeft(3) + " % " + activity);
            return;
        }

        var tenth = (int)Math.Floor(bounded * 10);
        if (tenth != lastTenth)
        {
            lastTenth = tenth;
            Console.Error.WriteLine(percent.PadLeft(3) + " % " + activity);
        }
    }

    /// <summary>Writes a line of text above the bar.</summary>
    /// <param name="text">The text.</param>
    internal void Interrupt(string text)
    {
        if (isTerminal && lastLength > 0)
        {
            Console.Error.Write("\r" + new string(' ', lastLength) + "\r");
            lastLength = 0;
        }

        Console.Error.WriteLine(text);
    }

    /// <summary>Ends the bar's line, so that what follows begins a new one.</summary>
    public void Dispose()
    {
        if (isTerminal && lastLength > 0)
        {
            Console.Error.WriteLine();
            lastLength = 0;
        }
    }

    private void Redraw(string line)
    {
        var width = TerminalWidth();
        var text = line.Length < width ? line : line.Substring(0, width - 1);
        Console.Error.Write("\r" + text.PadRight(Math.Min(lastLength, width - 1)));
        lastLength = text.Length;
    }

    // A terminal without a size (a serial line, some containers) reports 0 or fails.
    private static int TerminalWidth()
    {
        try
        {
            return Console.WindowWidth > 20 ? Console.WindowWidth : 80;
        }
        catch (System.IO.IOException)
        {
            return 80;
        }
    }
}
