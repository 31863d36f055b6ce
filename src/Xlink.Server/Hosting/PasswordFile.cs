using System;
using System.IO;
using System.Text;
using Xlink.Server.Users;

namespace Xlink.Server.Hosting;

/// <summary>A file that holds a password and belongs to somebody else.</summary>
internal static class PasswordFile
{
    /// <summary>The new password of a user.</summary>
    /// <exception cref="XlinkException"><c>PasswordFileTooShort</c>, and those of <see cref="Read"/>.</exception>
    internal static string ReadNew(string path)
        => Read(path) is var password && PasswordRule.IsLongEnough(password)
            ? password
            : throw XlinkException.InFile(path, line: null, nameof(Messages.PasswordFileTooShort), XlinkErrorCategory.InvalidData, PasswordRule.Minimum);

    /// <summary>The content without its final line break.</summary>
    /// <exception cref="XlinkException"><c>PasswordFileUnreadable</c>, <c>PasswordFileEmpty</c>.</exception>
    internal static string Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw XlinkException.InFile(path, line: null, nameof(Messages.PasswordFileUnreadable), XlinkErrorCategory.ReadError, exception, exception.Message);
        }

        var password = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        return password.Length > 0 ? password : throw XlinkException.InFile(path, line: null, nameof(Messages.PasswordFileEmpty), XlinkErrorCategory.InvalidData);
    }
}
