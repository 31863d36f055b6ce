using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Xlink.Targets.CloudLink;

/// <summary>What the name of a value type says about its role, in English and German [our reading].</summary>
internal static class RoleGuess
{
    private static readonly string[] NoRole =
    [
        "unanswer", "notanswer", "unhandled", "nothandled", "notaccepted", "notconnected", "nichtangenommen", "nichtbeantwortet", "unbeantwortet", "nichtbearbeitet",
        "unbearbeitet", "missed", "verpasst", "entgangen", "rejected", "refused", "abgelehnt", "abgewiesen", "speedofanswer",
        "abandon", "lost", "verloren", "aufgelegt", "abgebrochen", "overflow", "überlauf", "outbound", "ausgehend", "wait", "warte", "queuetime", "servicelevel",
        "quote", "percent", "prozent", "%", "hold", "haltez", "nachbearbeitung", "aftercall", "wrap", "acw", "agents", "agenten", "login", "notready", "idle", "transfer",
    ];

    private static readonly string[] Average = ["average", "avg", "durchschnitt", "mittlere", "mittel", "mean", "ø", "schnitt"];

    private static readonly string[] Time = ["time", "zeit", "duration", "dauer", "sekunden", "seconds"];

    private static readonly string[] Handling = ["handl", "bearbeit"];

    private static readonly string[] Talk = ["talk", "gespräch", "gespraech", "conversation", "duration", "dauer"];

    private static readonly string[] Answered = ["answer", "handled", "angenommen", "beantwortet", "bearbeitet", "accepted", "connected", "acdcalls"];

    private static readonly string[] Offered =
        ["offer", "angeboten", "incoming", "eingehend", "eingegangen", "eingang", "received", "ankommend", "presented", "entered", "inbound", "arriv"];

    private static readonly string[] Contacts =
        ["call", "anruf", "contact", "kontakt", "chat", "mail", "volume", "volumen", "ticket", "case", "vorgang", "vorgänge", "dokument", "document", "gespräche"];

    /// <summary>Guesses a role.</summary>
    /// <param name="valueType">Name of the value type.</param>
    /// <param name="isWeak">Whether it counts only where nothing says so more clearly.</param>
    /// <returns>The role; <see cref="ContactRole.None"/> where the name says nothing.</returns>
    internal static ContactRole Of(string valueType, out bool isWeak)
    {
        var name = Simplify(valueType);
        isWeak = false;
        bool Has(string[] words) => Array.Exists(words, word => name.IndexOf(word, StringComparison.Ordinal) >= 0);
        if (name is "aht" or "adz" or "dbz" || name.StartsWith("aht", StringComparison.Ordinal) || name.EndsWith("aht", StringComparison.Ordinal))
        {
            return ContactRole.AverageHandlingTime;
        }

        if (Has(NoRole) || name is "asa" or "sla" or "fte" || name.EndsWith("rate", StringComparison.Ordinal))
        {
            return ContactRole.None;
        }

        if (name is "tht" || Has(Time) || (Has(Handling) && !Has(Answered)))
        {
            isWeak = name is not "tht" && !Has(Handling);
            return isWeak && !Has(Talk) ? ContactRole.None : Has(Average) ? ContactRole.AverageHandlingTime : ContactRole.HandlingTime;
        }

        if (Has(Answered))
        {
            return ContactRole.Answered;
        }

        isWeak = !Has(Offered);
        return !isWeak || Has(Contacts) ? ContactRole.Offered : ContactRole.None;
    }

    private static string Simplify(string name)
    {
        var kept = new StringBuilder(name.Length);
        foreach (var character in name.Normalize(NormalizationForm.FormC).Where(character => char.IsLetterOrDigit(character) || character == '%'))
        {
            kept.Append(char.ToLower(character, CultureInfo.InvariantCulture));
        }

        return kept.ToString();
    }
}
