using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;

namespace Tandem.Hub.Rest.OpenApi;

/// <summary>The OpenAPI document of REST, at <c>/api/openapi.json</c> for everybody.</summary>
internal static class ApiDocument
{
    /// <summary>Where it is.</summary>
    public const string Path = "/api/openapi.json";

    /// <summary>Adds what makes the document.</summary>
    public static void AddApiDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Options.TypeInfoResolver!);
            foreach (var converter in ApiJson.Options.Converters)
            {
                json.SerializerOptions.Converters.Add(converter);
            }
        });
        services.AddOpenApi(options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer((document, _, _) =>
            {
                Introduce(document);
                return Task.CompletedTask;
            });
            options.AddOperationTransformer(DescribeAsync);
            options.AddSchemaTransformer((schema, context, _) =>
            {
                ApiSchemas.Correct(schema, context.JsonTypeInfo);
                return Task.CompletedTask;
            });
        });
    }

    private static void Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Tandem",
            Version = typeof(ApiDocument).Assembly.GetName().Version?.ToString(3) ?? "0",
            Description = "The live model of the exchange, commands, history and the event feed. Errors are problem details (RFC 9457).",
        };
        // Where the hub stands is what the reader knows already: he got the document there.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [TokenAuthentication.SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API token. What it may do are its scopes: read, call, admin.",
            },
        };
    }

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<RequestShape>().LastOrDefault() is { } shape)
        {
            Describe(operation, shape);
        }
        if (metadata.OfType<RequiredScope>().LastOrDefault() is { } required)
        {
            Add(operation, new RequestField("domain", "The domain that the request is for: to a token of all domains what it is to a token of that one."));
            operation.Description = $"Wants the scope `{required.Scope}`.";
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(TokenAuthentication.SchemeName, context.Document)] = [] }];
            var problem = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken).ConfigureAwait(false);
            operation.Responses ??= [];
            operation.Responses["401"] = Refusal("No token, or none that is valid.", problem);
            operation.Responses["403"] = Refusal("The token may not.", problem);
        }
    }

    private static void Describe(OpenApiOperation operation, RequestShape shape)
    {
        foreach (var field in shape.Fields)
        {
            Add(operation, field);
        }
        if (shape.Body is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = SchemaOf(body) } },
            };
        }
    }

    private static void Add(OpenApiOperation operation, RequestField field) => (operation.Parameters ??= []).Add(new OpenApiParameter
    {
        Name = field.Name,
        In = field.In,
        Description = field.Description,
        Schema = new OpenApiSchema { Type = field.Type },
    });

    private static OpenApiSchema SchemaOf(IReadOnlyList<BodyField> body) => new()
    {
        Type = JsonSchemaType.Object,
        Required = body.Where(field => field.IsRequired).Select(field => field.Name).ToHashSet(),
        Properties = body.ToDictionary(field => field.Name, IOpenApiSchema (field) => new OpenApiSchema { Type = field.Type, Description = field.Description }),
        AdditionalPropertiesAllowed = false,
    };

    private static OpenApiResponse Refusal(string description, IOpenApiSchema problem) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = problem } },
    };
}
