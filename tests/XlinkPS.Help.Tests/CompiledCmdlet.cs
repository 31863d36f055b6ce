using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace XlinkPS.Help.Tests;

/// <summary>A cmdlet as it is compiled, without PowerShell.</summary>
internal sealed class CompiledCmdlet
{
    private const string AllSets = "__AllParameterSets";

    private CompiledCmdlet(Type type, CustomAttributeData attribute)
    {
        Name = attribute.ConstructorArguments[0].Value + "-" + attribute.ConstructorArguments[1].Value;
        DefaultSet = Named(attribute, "DefaultParameterSetName") as string;
        var parameters = type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => Of(property, nameof(ParameterAttribute)).Any())
            .Select(property => new HelpParameter
            {
                Name = property.Name,
                Type = property.PropertyType.ToString(),
                Aliases = [.. Of(property, nameof(AliasAttribute)).SelectMany(alias => Texts(alias.ConstructorArguments[0])).Order(StringComparer.Ordinal)],
                SupportsWildcards = Of(property, nameof(SupportsWildcardsAttribute)).Any(),
                AcceptedValues = AcceptedValues(property),
                Sets = [.. Of(property, nameof(ParameterAttribute)).Select(ReadSet).OrderBy(set => set.Name, StringComparer.Ordinal)],
            });
        Parameters = [.. parameters.Concat(Named(attribute, "SupportsShouldProcess") is true ? [Common("WhatIf", "wi"), Common("Confirm", "cf")] : [])
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];
        Outputs = [.. type.GetCustomAttributesData().Where(output => output.AttributeType.Name == nameof(OutputTypeAttribute))
            .SelectMany(output => output.ConstructorArguments.SelectMany(Types))];
    }

    internal static IReadOnlyList<CompiledCmdlet> All { get; } =
        [.. typeof(XlinkCmdlet).Assembly.GetTypes()
            .Select(type => (Type: type, Attribute: type.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType.Name == nameof(CmdletAttribute))))
            .Where(found => found.Attribute is not null)
            .Select(found => new CompiledCmdlet(found.Type, found.Attribute!))
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];

    internal string Name { get; }

    internal string? DefaultSet { get; }

    internal IReadOnlyList<HelpParameter> Parameters { get; }

    internal IReadOnlyList<string> Outputs { get; }

    private static HelpParameter Common(string name, string alias) => new()
    {
        Name = name,
        Type = typeof(SwitchParameter).ToString(),
        Aliases = [alias],
        AcceptedValues = [],
        Sets = [new HelpParameterSet(HelpParameterSet.All, "Named", IsRequired: false, FromPipeline: false, FromPipelineByName: false)],
    };

    private static IEnumerable<CustomAttributeData> Of(PropertyInfo property, string attribute)
        => property.GetCustomAttributesData().Where(data => data.AttributeType.Name == attribute);

    private static HelpParameterSet ReadSet(CustomAttributeData data)
    {
        var name = Named(data, "ParameterSetName") as string ?? AllSets;
        return new HelpParameterSet(
            name == AllSets ? HelpParameterSet.All : name,
            Named(data, "Position")?.ToString() ?? "Named",
            Named(data, "Mandatory") is true,
            Named(data, "ValueFromPipeline") is true,
            Named(data, "ValueFromPipelineByPropertyName") is true);
    }

    private static string[] AcceptedValues(PropertyInfo property)
    {
        if (Of(property, nameof(ValidateSetAttribute)).FirstOrDefault() is { } set)
        {
            return Texts(set.ConstructorArguments[0]);
        }

        var type = property.PropertyType.GetElementType() ?? property.PropertyType;
        return type.IsEnum ? Enum.GetNames(type) : [];
    }

    private static object? Named(CustomAttributeData data, string name)
        => data.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value;

    private static string[] Texts(CustomAttributeTypedArgument list)
        => [.. ((IEnumerable<CustomAttributeTypedArgument>)list.Value!).Select(item => (string)item.Value!)];

    private static IEnumerable<string> Types(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        Type type => [type.ToString()],
        IEnumerable<CustomAttributeTypedArgument> list => list.SelectMany(Types),
        _ => [],
    };
}
