using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Xlink.Server.AgentData;
using Xlink.Server.Store;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>Employees and their external IDs.</summary>
internal static class EmployeeEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(RouteGroupBuilder api)
    {
        var employees = api.MapGroup("employees").WithTags("Employees");
        employees.MapGet(string.Empty, (IWfmStore store, CancellationToken cancellationToken) => store.Employees.GetAllAsync(cancellationToken))
            .WithSummary("All employees with their external IDs.");
        employees.MapPost(string.Empty, CreateAsync)
            .Needs(Access.Administer)
            .WithSummary("Creates an employee.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        employees.MapDelete("{id:int}", DeleteAsync)
            .Needs(Access.Administer)
            .WithSummary("Deletes an employee with everything that is stored of it.")
            .Refuses(StatusCodes.Status404NotFound);
        employees.MapPost("{id:int}/external-ids", AddExternalIdAsync)
            .Needs(Access.Administer)
            .WithSummary("Gives an employee an external ID.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        employees.MapDelete("{id:int}/external-ids", RemoveExternalIdAsync)
            .Needs(Access.Administer)
            .WithSummary("Takes an external ID from an employee. What is stored stays.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> CreateAsync(WfmEmployee employee, IWfmStore store, CancellationToken cancellationToken)
    {
        var checkedEmployee = employee with { Name = NameRule.Employee(employee.Name), ExternalIds = employee.ExternalIds.Select(ExternalIdRule.Check).ToList() };
        return TypedResults.Json(
            await store.Employees.CreateAsync(checkedEmployee, cancellationToken), WfmJson.Default.WfmEmployee, statusCode: StatusCodes.Status201Created);
    }

    private static Task<NoContent> DeleteAsync(int id, IWfmStore store, CancellationToken cancellationToken)
        => store.Employees.DeleteAsync(id, cancellationToken).NoContentAsync();

    private static Task<WfmEmployee> AddExternalIdAsync(int id, EmployeeExternalId externalId, IWfmStore store, CancellationToken cancellationToken)
        => store.Employees.AddExternalIdAsync(id, ExternalIdRule.Check(externalId), cancellationToken);

    private static Task<NoContent> RemoveExternalIdAsync(int id, string externalSystem, string externalId, IWfmStore store, CancellationToken cancellationToken)
    {
        var checkedId = ExternalIdRule.Check(new EmployeeExternalId { ExternalSystem = externalSystem, ExternalId = externalId });
        return store.Employees.RemoveExternalIdAsync(id, checkedId, cancellationToken).NoContentAsync();
    }
}
