using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Sources.Text;

namespace Xlink.Core.Tests.Sources.Text;

/// <summary>Names are found by their bytes, all of them, in whatever order they are looked up.</summary>
public sealed class FieldNameTableTests
{
    [Theory]
    [InlineData(2, 40, 12)]
    [InlineData(40, 3, 24)]
    [InlineData(256, 300, 40)]
    public void A_name_is_found_if_every_byte_of_it_is_the_same(int bytes, int names, int longest)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var table = new FieldNameTable();
            var expected = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < 2000; i++)
            {
                var name = MakeName(random, bytes, longest);
                Assert.Equal(expected.GetValueOrDefault(Convert.ToHexString(name), -1), table.Find(name));
                if (expected.Count < names && expected.TryAdd(Convert.ToHexString(name), expected.Count))
                {
                    table.Add(name, expected.Count - 1);
                }
            }
        }
    }

    [Fact]
    public void A_name_keeps_its_first_number()
    {
        var table = new FieldNameTable();
        foreach (var name in new[] { [], "a"u8.ToArray(), "exactly sixteen."u8.ToArray(), "more than sixteen bytes"u8.ToArray() })
        {
            table.Add(name, name.Length);
            table.Add(name, 1000);

            Assert.Equal(name.Length, table.Find(name));
        }
    }

    [Fact]
    public void Names_that_come_in_the_same_order_again_and_again_are_found_when_the_order_changes()
    {
        var table = new FieldNameTable();
        byte[][] names = [.. Enumerable.Range(0, 30).Select(number => System.Text.Encoding.UTF8.GetBytes($"Queue_{number:000}"))];
        for (var i = 0; i < names.Length; i++)
        {
            table.Add(names[i], i);
        }

        for (var step = 1; step < names.Length; step++)
        {
            for (var i = 0; i < 3 * names.Length; i++)
            {
                Assert.Equal(i * step % names.Length, table.Find(names[i * step % names.Length]));
                Assert.Equal(-1, table.Find("Queue_030"u8));
            }
        }
    }

    private static byte[] MakeName(Random random, int bytes, int longest)
    {
        var name = new byte[random.Next(longest)];
        for (var i = 0; i < name.Length; i++)
        {
            name[i] = (byte)random.Next(bytes);
        }

        return name;
    }
}
