using Xlink.Targets.CloudLink;

namespace Xlink.Core.Tests.Targets.CloudLink;

public sealed class RoleGuessTests
{
    [Theory]
    [InlineData("Offered", ContactRole.Offered)]
    [InlineData("CallsOffered", ContactRole.Offered)]
    [InlineData("Angebotene Anrufe", ContactRole.Offered)]
    [InlineData("Eingehende Anrufe", ContactRole.Offered)]
    [InlineData("Incoming calls", ContactRole.Offered)]
    [InlineData("Handled", ContactRole.Answered)]
    [InlineData("CallsHandled", ContactRole.Answered)]
    [InlineData("Answered", ContactRole.Answered)]
    [InlineData("Angenommen", ContactRole.Answered)]
    [InlineData("Bearbeitete Kontakte", ContactRole.Answered)]
    [InlineData("Handling time", ContactRole.HandlingTime)]
    [InlineData("Total handle time (s)", ContactRole.HandlingTime)]
    [InlineData("Bearbeitungszeit", ContactRole.HandlingTime)]
    [InlineData("Gesamtbearbeitungszeit", ContactRole.HandlingTime)]
    [InlineData("AHT", ContactRole.AverageHandlingTime)]
    [InlineData("Average Handling Time", ContactRole.AverageHandlingTime)]
    [InlineData("Avg. handle time", ContactRole.AverageHandlingTime)]
    [InlineData("Durchschnittliche Bearbeitungszeit", ContactRole.AverageHandlingTime)]
    [InlineData("Ø Bearbeitungszeit", ContactRole.AverageHandlingTime)]
    [InlineData("MITTLERE BEARBEITUNGSZEIT", ContactRole.AverageHandlingTime)]
    public void A_clear_name_says_the_role(string name, ContactRole expected) => Assert.Equal((expected, false), (RoleGuess.Of(name, out var isWeak), isWeak));

    [Theory]
    [InlineData("Calls", ContactRole.Offered)]
    [InlineData("Anrufe", ContactRole.Offered)]
    [InlineData("E-Mails", ContactRole.Offered)]
    [InlineData("Talk time", ContactRole.HandlingTime)]
    [InlineData("Gesprächszeit", ContactRole.HandlingTime)]
    [InlineData("Durchschnittliche Gesprächsdauer", ContactRole.AverageHandlingTime)]
    public void A_vague_name_counts_only_where_no_other_is_clearer(string name, ContactRole expected)
        => Assert.Equal((expected, true), (RoleGuess.Of(name, out var isWeak), isWeak));

    [Theory]
    [InlineData("Abandoned calls")]
    [InlineData("Unanswered calls")]
    [InlineData("Calls not answered")]
    [InlineData("Nicht angenommene Anrufe")]
    [InlineData("Unbeantwortete Anrufe")]
    [InlineData("Nicht bearbeitet")]
    [InlineData("Verpasste Anrufe")]
    [InlineData("Average speed of answer")]
    [InlineData("Verlorene Anrufe")]
    [InlineData("Service level")]
    [InlineData("Answer rate")]
    [InlineData("Wartezeit")]
    [InlineData("Nachbearbeitungszeit")]
    [InlineData("Outbound calls")]
    [InlineData("Agents logged in")]
    [InlineData("X")]
    [InlineData("")]
    public void A_name_that_says_nothing_has_no_role(string name) => Assert.Equal(ContactRole.None, RoleGuess.Of(name, out _));
}
