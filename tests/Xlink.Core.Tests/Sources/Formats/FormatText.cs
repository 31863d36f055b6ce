using System.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace Xlink.Core.Tests.Sources.Formats;

/// <summary>Random text: from the characters of a format, so that some of it is almost right, and from all characters.</summary>
internal static class FormatText
{
    public static Arbitrary<string> Arbitrary(string characters)
    {
        var likely = Gen.Elements(characters.ToCharArray()).ListOf().Select(list => new string(list.ToArray()));
        var any = ArbMap.Default.GeneratorFor<string>().Select(text => text ?? string.Empty);
        return Gen.Frequency((4, likely), (1, any)).ToArbitrary();
    }
}
