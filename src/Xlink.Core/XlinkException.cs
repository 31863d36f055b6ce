using System;
using Xlink.Configuration;

namespace Xlink;

/// <summary>
/// The one exception of the product: every failure an admin can do something about. It carries a stable ID, a category,
/// the remedy, and the file and line it is about.
/// </summary>
/// <remarks>The text and the remedy stand in <c>Messages.resx</c> under the ID and the ID followed by <c>Remedy</c>.</remarks>
public class XlinkException : Exception
{
    private XlinkException(string errorId, XlinkErrorCategory category, string place, string detail, string remedy, Exception? innerException)
        : base(place + detail, innerException)
    {
        Detail = detail;
        ErrorId = errorId;
        Category = category;
        Remedy = remedy;
    }

    /// <summary>The stable ID, for example <c>PortOutOfRange</c>. Scripts may rely on it; it never changes.</summary>
    public string ErrorId { get; }

    /// <summary>The kind of failure.</summary>
    public XlinkErrorCategory Category { get; }

    /// <summary>The message without file and line.</summary>
    public string Detail { get; }

    /// <summary>What the admin can do about it: a full sentence. Empty where the message says it all.</summary>
    public string Remedy { get; }

    /// <summary>The file the error is about, if any. It also stands in the message.</summary>
    public string? FilePath { get; private init; }

    /// <summary>The line in <see cref="FilePath"/>, counted from 1, if any. It also stands in the message.</summary>
    public int? Line { get; private init; }

    /// <summary>The key in <see cref="FilePath"/> that is wrong or missing, if the error is about one.</summary>
    public string? Key { get; private init; }

    /// <summary>Makes an error that is not about a file.</summary>
    /// <param name="errorId">Name of the message in <c>Messages.resx</c>: <c>nameof(Messages.X)</c>.</param>
    /// <param name="category">The kind of failure.</param>
    /// <param name="arguments">What the placeholders of message and remedy stand for; both take the same ones. Never a secret.</param>
    /// <returns>The exception, to be thrown.</returns>
    public static XlinkException Create(string errorId, XlinkErrorCategory category, params object?[] arguments)
        => Create(errorId, category, innerException: null, arguments);

    /// <inheritdoc cref="Create(string, XlinkErrorCategory, object[])"/>
    /// <param name="errorId">Name of the message in <c>Messages.resx</c>.</param>
    /// <param name="category">The kind of failure.</param>
    /// <param name="innerException">The cause.</param>
    /// <param name="arguments">What the placeholders stand for.</param>
    public static XlinkException Create(string errorId, XlinkErrorCategory category, Exception? innerException, params object?[] arguments)
        => new(errorId, category, string.Empty, MessageText.Format(errorId, arguments), MessageText.FormatRemedy(errorId, arguments), innerException);

    /// <summary>Makes an error about a place in a file; the message begins with that place.</summary>
    /// <param name="filePath">The file.</param>
    /// <param name="line">The line, counted from 1, or <see langword="null"/> if it is about the whole file.</param>
    /// <param name="errorId">Name of the message in <c>Messages.resx</c>.</param>
    /// <param name="category">The kind of failure.</param>
    /// <param name="arguments">What the placeholders stand for.</param>
    /// <returns>The exception, to be thrown.</returns>
    public static XlinkException InFile(string filePath, int? line, string errorId, XlinkErrorCategory category, params object?[] arguments)
        => InFile(filePath, line, errorId, category, innerException: null, arguments);

    /// <inheritdoc cref="InFile(string, int?, string, XlinkErrorCategory, object[])"/>
    /// <param name="filePath">The file.</param>
    /// <param name="line">The line, counted from 1, or <see langword="null"/>.</param>
    /// <param name="errorId">Name of the message in <c>Messages.resx</c>.</param>
    /// <param name="category">The kind of failure.</param>
    /// <param name="innerException">The cause.</param>
    /// <param name="arguments">What the placeholders stand for.</param>
    public static XlinkException InFile(
        string filePath, int? line, string errorId, XlinkErrorCategory category, Exception? innerException, params object?[] arguments)
        => InPlace(filePath, line, key: null, errorId, category, innerException, arguments);

    /// <summary>Makes an error about a key of a configuration file; the message begins with its place.</summary>
    /// <param name="section">The section.</param>
    /// <param name="key">The key, whether it is there or missing.</param>
    /// <param name="errorId">Name of the message in <c>Messages.resx</c>.</param>
    /// <param name="category">The kind of failure.</param>
    /// <param name="arguments">What the placeholders stand for.</param>
    /// <returns>The exception, to be thrown.</returns>
    internal static XlinkException InKey(IConfigurationSection section, string key, string errorId, XlinkErrorCategory category, params object?[] arguments)
        => InPlace(section.FilePath, section.GetLine(key), key, errorId, category, innerException: null, arguments);

    private static XlinkException InPlace(
        string filePath, int? line, string? key, string errorId, XlinkErrorCategory category, Exception? innerException, object?[] arguments)
    {
        var place = line is { } number
            ? MessageText.Format(nameof(Messages.PlaceFileLine), filePath, number)
            : MessageText.Format(nameof(Messages.PlaceFile), filePath);
        return new(
            errorId,
            category,
            place,
            MessageText.Format(errorId, arguments),
            MessageText.FormatRemedy(errorId, arguments),
            innerException)
        { FilePath = filePath, Line = line, Key = key };
    }
}
