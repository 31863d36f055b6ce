using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xlink.Server.WebConsole.Pages;

namespace Xlink.Server.WebConsole;

/// <summary>A page as an answer: a Razor component, rendered here and sent whole. Whatever it shows is encoded by the renderer.</summary>
/// <typeparam name="TPage">The component.</typeparam>
/// <param name="view">What every page knows.</param>
/// <param name="model">What this page shows; <see langword="null"/> for one without.</param>
/// <param name="status">The HTTP status.</param>
internal sealed class ConsolePage<TPage>(ConsoleView view, object? model = null, int status = StatusCodes.Status200OK) : IResult
    where TPage : IComponent
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        view.Speak();
        var services = httpContext.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<PageRoot>(ParameterView.FromDictionary(new Dictionary<string, object?>(System.StringComparer.Ordinal)
            {
                [nameof(PageRoot.View)] = view,
                [nameof(PageRoot.Page)] = typeof(TPage),
                [nameof(PageRoot.Model)] = model,
            }));
            return page.ToHtmlString();
        });
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        await httpContext.Response.WriteAsync("<!DOCTYPE html>\n" + html, httpContext.RequestAborted);
    }
}
