namespace Xlink.Suite;

internal static class Program
{
    private static int Main() => 0;
}
