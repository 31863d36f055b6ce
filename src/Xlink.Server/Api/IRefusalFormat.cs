using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Xlink.Server.Api;

/// <summary>Metadata of an endpoint whose refusals are not read by programs.</summary>
internal interface IRefusalFormat
{
    /// <summary>Answers with the refusal.</summary>
    Task WriteAsync(HttpContext context, RefusedException refusal);
}
