using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NodaTime;
using Xlink.Server.Hosting;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>How bodies are read and how OpenAPI describes them.</summary>
internal static class ApiDescription
{
    // The deepest body, an upload with its list of vectors and their values, needs four.
    private const int MaximumDepth = 16;

    /// <summary>Reads and writes bodies as <see cref="WfmJson"/> says.</summary>
    internal static void ConfigureJson(JsonSerializerOptions options)
    {
        var contract = WfmJson.Default.Options;
        options.TypeInfoResolverChain.Insert(0, WfmJson.Default);
        options.PropertyNamingPolicy = contract.PropertyNamingPolicy;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = contract.UnmappedMemberHandling;
        options.RespectNullableAnnotations = contract.RespectNullableAnnotations;
        options.AllowTrailingCommas = false;
        options.ReadCommentHandling = JsonCommentHandling.Disallow;
        options.MaxDepth = MaximumDepth;
        options.AllowDuplicateProperties = contract.AllowDuplicateProperties;
        options.DefaultIgnoreCondition = contract.DefaultIgnoreCondition;
    }

    /// <summary>Describes a body of bytes. Of what else comes the endpoint itself says that it is not of this type, to those who may use it.</summary>
    internal static RouteHandlerBuilder AcceptsBytes(this RouteHandlerBuilder endpoint, string mediaType)
        => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [mediaType] = new() { Schema = Bytes() } },
            };
            return Task.CompletedTask;
        });

    /// <summary>Completes the OpenAPI document with what types alone do not tell.</summary>
    internal static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = WfmServerInfo.ProductName, Version = WfmServer.Version };
            document.Servers?.Clear();
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [BearerAuthentication.SchemeName] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            if (operation.RequestBody?.Content is { } content && content.TryGetValue(DayVectorsFormat.MediaType, out var bytes))
            {
                bytes.Schema = Bytes();
            }

            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(LocalDate))
            {
                schema.Type = JsonSchemaType.String;
                schema.Format = "date";
            }
            else if (context.JsonTypeInfo.Type == typeof(DateTimeOffset))
            {
                schema.Type = JsonSchemaType.String;
                schema.Format = "date-time";
            }
            else if (context.JsonTypeInfo.Type == typeof(int[]))
            {
                schema.Type = JsonSchemaType.Array;
                schema.Items = new OpenApiSchema { Type = JsonSchemaType.Integer | JsonSchemaType.Null, Format = "int32" };
            }

            return Task.CompletedTask;
        });
    }

    private static OpenApiSchema Bytes() => new() { Type = JsonSchemaType.String, Format = "binary" };
}
