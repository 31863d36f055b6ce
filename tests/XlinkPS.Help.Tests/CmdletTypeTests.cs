using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Xlink;

namespace XlinkPS.Help.Tests;

/// <summary>What lets the module be imported without the core: see "In PowerShell" in docs/architecture.md.</summary>
public sealed class CmdletTypeTests
{
    private static readonly Assembly Core = typeof(XlinkException).Assembly;

    // PowerShell looks at all public types before the core can be found: such a field would keep the module from being imported at all.
    [Fact]
    public void No_public_type_of_the_cmdlets_has_a_field_of_a_value_type_of_the_core()
    {
        var fields = typeof(XlinkCmdlet).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType.IsValueType && Mentioned(field.FieldType).Any(type => type.Assembly == Core))
            .Select(field => $"{field.DeclaringType!.FullName}.{field.Name}: keep it in a StrongBox<{field.FieldType.Name}>");

        Assert.Empty(fields);
    }

    [Fact]
    public void No_public_type_of_the_cmdlets_derives_from_one_that_mentions_the_core()
        => Assert.DoesNotContain(
            typeof(XlinkCmdlet).Assembly.GetExportedTypes(),
            type => new[] { type.BaseType }.Concat(type.GetInterfaces()).OfType<Type>().SelectMany(Mentioned).Any(mentioned => mentioned.Assembly == Core));

    [Fact]
    public void The_cmdlets_know_no_library_but_the_core()
        => Assert.Equal(
            ["System.Management.Automation", "System.Memory", "Xlink.Core", "netstandard"],
            typeof(XlinkCmdlet).Assembly.GetReferencedAssemblies().Select(name => name.Name!).Order(StringComparer.Ordinal));

    private static IEnumerable<Type> Mentioned(Type type) => type.GenericTypeArguments.SelectMany(Mentioned).Prepend(type);
}
