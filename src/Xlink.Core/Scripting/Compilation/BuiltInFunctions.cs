using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>The functions of the language that are runtime methods; a method's parameters are the function's.</summary>
internal static class BuiltInFunctions
{
    private static readonly Dictionary<string, BuiltInFunction> All = Create().ToDictionary(function => function.Name, Names.Comparer);

    internal static BuiltInFunction? Find(string name) => All.TryGetValue(name, out var function) ? function : null;

    private static IEnumerable<BuiltInFunction> Create() =>
    [
        From(typeof(TextFunctions), nameof(TextFunctions.Asc), ScriptType.Integer),
        From(typeof(TextFunctions), nameof(TextFunctions.Chr), ScriptType.String),
        From(typeof(TextFunctions), nameof(TextFunctions.InStr), ScriptType.Long),
        From(typeof(TextFunctions), nameof(TextFunctions.LCase), ScriptType.String),
        From(typeof(TextFunctions), nameof(TextFunctions.Left), ScriptType.String),
        From(typeof(TextFunctions), nameof(TextFunctions.Len), ScriptType.Long),
        From(typeof(TextFunctions), nameof(TextFunctions.LTrim), ScriptType.String),
        From(typeof(TextFunctions), nameof(TextFunctions.Mid), ScriptType.String),
        From(typeof(TextFunctions), nameof(TextFunctions.Right), ScriptType.String),
        From(typeof(TextFunctions), nameof(TextFunctions.RTrim), ScriptType.String),
        From(typeof(TextFunctions), nameof(TextFunctions.Space), ScriptType.String),
        From(typeof(TextFunctions), nameof(TextFunctions.Str), ScriptType.String),
        From(typeof(TextFunctions), nameof(TextFunctions.String), ScriptType.String),
        From(typeof(TextFunctions), nameof(TextFunctions.Trim), ScriptType.String),
        From(typeof(TextFunctions), nameof(TextFunctions.UCase), ScriptType.String),
        From(typeof(TextFunctions), nameof(TextFunctions.Val), ScriptType.Double),
        From(typeof(Arithmetic), nameof(Arithmetic.Exp), ScriptType.Double),
        From(typeof(Arithmetic), nameof(Arithmetic.Log), ScriptType.Double),
        From(typeof(Arithmetic), nameof(Arithmetic.Sgn), ScriptType.Integer),
        From(typeof(Arithmetic), nameof(Arithmetic.Sqr), ScriptType.Double),
        From(typeof(DateFunctions), nameof(DateFunctions.Day), ScriptType.Integer),
        From(typeof(DateFunctions), nameof(DateFunctions.Hour), ScriptType.Integer),
        From(typeof(DateFunctions), nameof(DateFunctions.Minute), ScriptType.Integer),
        From(typeof(DateFunctions), nameof(DateFunctions.Month), ScriptType.Integer),
        From(typeof(DateFunctions), nameof(DateFunctions.Second), ScriptType.Integer),
        From(typeof(DateFunctions), nameof(DateFunctions.Weekday), ScriptType.Integer),
        From(typeof(DateFunctions), nameof(DateFunctions.Year), ScriptType.Integer),
        From(typeof(VariantMath), nameof(VariantMath.IsNumeric), ScriptType.Boolean),
    ];

    private static BuiltInFunction From(Type type, string method, ScriptType returnType)
        => new(method, returnType, type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Where(candidate => string.Equals(candidate.Name, method, StringComparison.Ordinal)));
}
