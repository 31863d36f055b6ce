using System.Globalization;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Xlink.Server.Api;
using Xlink.Server.WebConsole.Pages;

namespace Xlink.Server.WebConsole;

/// <summary>Answers a page's refused requests with a page.</summary>
internal sealed class ConsoleRefusal : IRefusalFormat
{
    public Task WriteAsync(HttpContext context, RefusedException refusal)
    {
        var view = ConsoleView.Of(context);
        var title = refusal.Status switch
        {
            StatusCodes.Status403Forbidden => ConsoleText.Forbidden,
            StatusCodes.Status404NotFound => ConsoleText.NotFound,
            >= StatusCodes.Status500InternalServerError => ConsoleText.ServerFailed,
            _ => ConsoleText.NotPossible,
        };
        return new ConsolePage<ErrorPage>(view, new ErrorModel(title, Describe(refusal)), refusal.Status).ExecuteAsync(context);
    }

    /// <summary>Whether somebody with a browser asks for a page, and not a program for something of the API.</summary>
    internal static bool IsFor(HttpRequest request)
        => !request.Path.StartsWithSegments("/api", System.StringComparison.Ordinal)
            && request.Headers.Accept.ToString().Contains("text/html", System.StringComparison.Ordinal);

    /// <summary>Why it was refused, in the language of the page as far as there is a text of it.</summary>
    internal static string Describe(RefusedException refusal)
        => ConsoleText.ResourceManager.GetString("Refusal" + refusal.Code, CultureInfo.CurrentUICulture) ?? refusal.Message;
}
