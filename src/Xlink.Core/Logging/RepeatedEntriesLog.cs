using System.Collections.Generic;
using System.Linq;
using NodaTime;

namespace Xlink.Logging;

/// <summary>
/// Keeps warnings and errors that come again and again from filling a log: the same text is written once an hour, then with the number of times that
/// it was left out [our reading].
/// </summary>
internal sealed class RepeatedEntriesLog(ILog log, IClock clock) : ILog
{
    // So many different texts in an hour are no repetition.
    private const int MaximumTexts = 10_000;
    private static readonly Duration Quiet = Duration.FromHours(1);

    private readonly object sync = new();
    private readonly Dictionary<string, (Instant Written, int LeftOut)> texts = new(System.StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Info(string text) => log.Info(text);

    /// <inheritdoc/>
    public void Warning(string text)
    {
        if (Find(text) is { } entry)
        {
            log.Warning(entry);
        }
    }

    /// <inheritdoc/>
    public void Error(string text)
    {
        if (Find(text) is { } entry)
        {
            log.Error(entry);
        }
    }

    /// <summary>What is to be written of a text; <see langword="null"/> if nothing is.</summary>
    private string? Find(string text)
    {
        var now = clock.GetCurrentInstant();
        lock (sync)
        {
            var isKnown = texts.TryGetValue(text, out var known);

            // After a clock was set back the future does not count.
            if (isKnown && known.Written <= now && now - known.Written < Quiet)
            {
                texts[text] = (known.Written, known.LeftOut + 1);
                return null;
            }

            if (texts.Count >= MaximumTexts)
            {
                Forget(now);
            }

            texts[text] = (now, 0);
            return isKnown && known.LeftOut > 0
                ? text + " " + MessageText.Format(nameof(Messages.LogEntryRepeated), known.LeftOut, known.Written.ToDateTimeUtc().ToLocalTime())
                : text;
        }
    }

    private void Forget(Instant now)
    {
        foreach (var text in texts.Where(entry => now - entry.Value.Written >= Quiet).Select(entry => entry.Key).ToList())
        {
            texts.Remove(text);
        }

        if (texts.Count >= MaximumTexts)
        {
            texts.Clear();
        }
    }
}
