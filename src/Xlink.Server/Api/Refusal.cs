using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>Every reason to refuse a request. A method's name is the stable code that the client sees; <c>docs/protocol.md</c> lists them all.</summary>
internal static class Refusal
{
    internal static RefusedException ActivitiesOverlap(AgentActivity first, AgentActivity second)
        => Make(StatusCodes.Status422UnprocessableEntity, $"{Name(second)} begins before {Name(first)} ends; an agent does one thing at a time.");

    internal static RefusedException ActivityExists(string name)
        => Make(StatusCodes.Status409Conflict, $"There is an activity '{name}' already.");

    internal static RefusedException ActivityNotFound(int id) => Make(StatusCodes.Status404NotFound, $"There is no activity with the ID {id}.");

    internal static RefusedException ActivityOutsideDay(AgentActivity activity, LocalDate day, DateTimeOffset begin, DateTimeOffset end)
        => Make(
            StatusCodes.Status422UnprocessableEntity,
            $"{Name(activity)} is not within {Text(day)}, which lasts from {Text(begin)} to {Text(end)}. Cut it at midnight.");

    internal static RefusedException ActivityRequired()
        => Make(StatusCodes.Status409Conflict, $"This activity cannot be deleted: new external activities land in it.");

    internal static RefusedException ActivityWithoutDuration(AgentActivity activity)
        => Make(StatusCodes.Status422UnprocessableEntity, $"{Name(activity)} must end after it begins.");

    internal static RefusedException BodyInvalid(string reason) => Make(StatusCodes.Status400BadRequest, $"The body cannot be read: {reason}");

    internal static RefusedException BodyTooLarge()
        => Make(StatusCodes.Status413PayloadTooLarge, $"The body, decompressed, is larger than this request may be. Send less at once.");

    internal static RefusedException ContentEncodingUnsupported()
        => Make(StatusCodes.Status415UnsupportedMediaType, $"A body is sent as it is or with Content-Encoding: gzip.");

    internal static RefusedException DayLengthWrong(PackedDayVector vector, int expected)
        => Make(
            StatusCodes.Status422UnprocessableEntity,
            $"{Name(vector)}: a day of {expected} intervals of {vector.IntervalMinutes} minutes is expected, {vector.Count} are given.");

    internal static RefusedException DayOutOfRange(string day, LocalDate first, LocalDate last)
        => Make(StatusCodes.Status422UnprocessableEntity, $"'{Printable(day)}' is not a day from {Text(first)} to {Text(last)}, written like 2014-12-23.");

    internal static RefusedException DayRangeInvalid(int maximum)
        => Make(StatusCodes.Status422UnprocessableEntity, $"'to' must not be before 'from', and at most {maximum} days can be read at once.");

    internal static RefusedException DaysDiffer(LocalDate first, LocalDate other)
        => Make(StatusCodes.Status422UnprocessableEntity, $"All vectors of an upload belong to one day; these have {Text(first)} and {Text(other)}.");

    internal static RefusedException EmailAddressInvalid(string address)
        => Make(StatusCodes.Status422UnprocessableEntity, $"'{Printable(address)}' is not an e-mail address: something@somewhere, at most 200 characters, no blank, comma or control character.");

    internal static RefusedException EmployeeExists(string name)
        => Make(StatusCodes.Status409Conflict, $"There is an employee '{name}' already.");

    internal static RefusedException EmployeeNotFound(int id) => Make(StatusCodes.Status404NotFound, $"There is no employee with the ID {id}.");

    internal static RefusedException ExternalActivityDoubled(ExternalActivity activity)
        => Make(StatusCodes.Status422UnprocessableEntity, $"The external activity '{Printable(activity.ExternalId)}' stands in the list twice.");

    internal static RefusedException ExternalActivityInvalid(string id, FormattableString reason)
        => Make(
            StatusCodes.Status422UnprocessableEntity,
            $"'{Printable(id)}' cannot be used as an external activity: {reason.ToString(CultureInfo.InvariantCulture)}.");

    internal static RefusedException ExternalActivityNotFound(ExternalActivity activity)
        => Make(StatusCodes.Status404NotFound, $"The external activity '{Printable(activity.ExternalId)}' of '{activity.ExternalSystem}' does not lead to this activity.");

    internal static RefusedException ExternalIdInvalid(string id)
        => Make(StatusCodes.Status422UnprocessableEntity, $"'{Printable(id)}' cannot be used as an external ID of an employee: it needs 1 to {EmployeeExternalId.MaximumDigits} digits and nothing else.");

    internal static RefusedException ExternalIdNotFound(EmployeeExternalId externalId)
        => Make(StatusCodes.Status404NotFound, $"The employee does not have the external ID '{externalId.ExternalId}' of '{externalId.ExternalSystem}'.");

    internal static RefusedException ExternalIdTaken(EmployeeExternalId externalId, string employee)
        => Make(StatusCodes.Status409Conflict, $"The external ID '{externalId.ExternalId}' of '{externalId.ExternalSystem}' belongs to the employee '{employee}'.");

    internal static RefusedException ExternalSystemExists(string name)
        => Make(StatusCodes.Status409Conflict, $"There is an external system '{name}' already.");

    internal static RefusedException ExternalSystemNotFound(int id) => Make(StatusCodes.Status404NotFound, $"There is no external system with the ID {id}.");

    internal static RefusedException ExternalSystemsDiffer(string name, string other)
        => Make(StatusCodes.Status422UnprocessableEntity, $"An upload is of one external system; this one is of '{name}' and has an external activity of '{other}'.");

    internal static RefusedException ExternalSystemUnknown(string name)
        => Make(StatusCodes.Status422UnprocessableEntity, $"There is no external system '{Printable(name)}' on the server.");

    internal static RefusedException Forbidden(string needed) => Make(StatusCodes.Status403Forbidden, $"This needs {needed}.");

    internal static RefusedException FormForeign()
        => Make(StatusCodes.Status403Forbidden, $"This form was not sent by a page of this server, or its session has ended. Load the page again.");

    internal static RefusedException IdempotencyKeyInvalid()
        => Make(StatusCodes.Status400BadRequest, $"An upload needs one header Idempotency-Key of 1 to 200 printable ASCII characters.");

    internal static RefusedException IdempotencyKeyReused()
        => Make(StatusCodes.Status409Conflict, $"An upload with other content was sent under this Idempotency-Key before.");

    internal static RefusedException ImportRunInvalid(string rule)
        => Make(StatusCodes.Status422UnprocessableEntity, $"This cannot be kept as an import run: {rule}.");

    internal static RefusedException ImportRunNotFound(long id)
        => Make(StatusCodes.Status404NotFound, $"There is no import run with the ID {id}, or none any more.");

    internal static RefusedException InternalError()
        => Make(StatusCodes.Status500InternalServerError, $"The server failed; its log says why.");

    internal static RefusedException IntervalLengthUnsupported(PackedDayVector vector)
        => Make(
            StatusCodes.Status422UnprocessableEntity,
            $"{Name(vector)}: an interval has 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 or 60 minutes, not {vector.IntervalMinutes}.");

    internal static RefusedException JsonInvalid(string reason) => Make(StatusCodes.Status400BadRequest, $"The JSON body does not fit: {reason}");

    internal static RefusedException LastAdministrator()
        => Make(StatusCodes.Status409Conflict, $"This is the last user with admin access. Give admin access to another user first.");

    internal static RefusedException LoginDelayed(TimeSpan wait)
        => new(
            StatusCodes.Status429TooManyRequests,
            nameof(LoginDelayed),
            string.Create(CultureInfo.InvariantCulture, $"There were too many wrong logins from this address. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds."),
            retryAfter: wait);

    internal static RefusedException LoginRefused()
        => Make(StatusCodes.Status401Unauthorized, $"User name or password is wrong, or the user is locked.");

    internal static RefusedException LoginTaken(string login)
        => Make(StatusCodes.Status409Conflict, $"Another user logs in as '{login}' already.");

    internal static RefusedException MediaTypeUnsupported()
        => Make(StatusCodes.Status415UnsupportedMediaType, $"The body must be of a type that this address takes, such as application/json.");

    internal static RefusedException MethodNotAllowed() => Make(StatusCodes.Status405MethodNotAllowed, $"This address does not know that method.");

    internal static RefusedException NameInvalid(string name, string rule)
        => Make(StatusCodes.Status422UnprocessableEntity, $"'{Printable(name)}' cannot be used as a name: {rule}");

    internal static RefusedException ParameterInvalid(string reason) => Make(StatusCodes.Status400BadRequest, $"{reason}");

    internal static RefusedException PasswordInvalid(int minimum, int maximum)
        => Make(StatusCodes.Status422UnprocessableEntity, $"A password has {minimum} to {maximum} characters.");

    internal static RefusedException PhoneLinkMissing(string name)
        => Make(StatusCodes.Status422UnprocessableEntity, $"The external system '{name}' delivers no call data: it was created without PhoneLink.");

    internal static RefusedException QueueExists(string name)
        => Make(StatusCodes.Status409Conflict, $"There is a queue '{name}' below the same queue already.");

    internal static RefusedException QueueNotEmpty(string name)
        => Make(StatusCodes.Status409Conflict, $"The queue '{name}' has queues below it or stored values. '?recurse=true' deletes them with it.");

    internal static RefusedException QueueNotFound(int id) => Make(StatusCodes.Status404NotFound, $"There is no queue with the ID {id}.");

    internal static RefusedException QueueTooDeep(int maximum)
        => Make(StatusCodes.Status422UnprocessableEntity, $"The tree of queues has at most {maximum} levels.");

    internal static RefusedException RequestTimedOut() => Make(StatusCodes.Status408RequestTimeout, $"The request took too long.");

    internal static RefusedException RetentionInvalid(int maximum)
        => Make(StatusCodes.Status422UnprocessableEntity, $"What is not kept for ever is kept for 1 to {maximum} days.");

    internal static RefusedException RouteNotFound() => Make(StatusCodes.Status404NotFound, $"There is nothing at this address. /openapi/v1.json describes what there is.");

    internal static RefusedException ServerBusy(Exception? cause = null)
        => new(StatusCodes.Status503ServiceUnavailable, nameof(ServerBusy), "The server is busy. Try again in a moment.", retryAfter: null, cause);

    internal static RefusedException StorageFull() => Make(StatusCodes.Status507InsufficientStorage, $"The disk of the server is full. Nothing was stored.");

    internal static RefusedException TimeLinkMissing(string name)
        => Make(StatusCodes.Status422UnprocessableEntity, $"The external system '{name}' delivers no agent data: it was created without TimeLink.");

    internal static RefusedException TokenInvalid()
        => Make(StatusCodes.Status401Unauthorized, $"This needs a valid token, sent as 'Authorization: Bearer …'. Tokens expire; log in again.");

    internal static RefusedException TokenNotFound(long id) => Make(StatusCodes.Status404NotFound, $"There is no login with the ID {id}, or it is not yours.");

    internal static RefusedException UserNameMissing() => Make(StatusCodes.Status422UnprocessableEntity, $"A user needs a user name or an e-mail address.");

    internal static RefusedException UserNotFound(int id) => Make(StatusCodes.Status404NotFound, $"There is no user with the ID {id}.");

    internal static RefusedException ValueTypeNotInQueue(PackedDayVector vector)
        => Make(StatusCodes.Status422UnprocessableEntity, $"{Name(vector)}: there is no such queue, or it does not have this value type.");

    internal static RefusedException ValueTypeNotFound(int id) => Make(StatusCodes.Status404NotFound, $"There is no value type with the ID {id}.");

    internal static RefusedException VectorDoubled(PackedDayVector vector)
        => Make(StatusCodes.Status422UnprocessableEntity, $"{Name(vector)} stands in the upload twice.");

    private static RefusedException Make(int status, FormattableString detail, [CallerMemberName] string code = "")
        => new(status, code, detail.ToString(CultureInfo.InvariantCulture));

    private static string Name(PackedDayVector vector)
        => string.Create(CultureInfo.InvariantCulture, $"Queue {vector.QueueId}, value type {vector.ValueTypeId}, version {vector.Version}, {Text(vector.Day)}");

    private static string Name(AgentActivity activity)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"Agent {activity.AgentId}, activity '{Printable(activity.ActivityId)}' from {Text(activity.Start)} to {Text(activity.End)}");

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Text(LocalDate day) => LocalDatePattern.Iso.Format(day);

    /// <summary>What a client sent, fit to be shown: no control characters, not endless.</summary>
    private static string Printable(string text)
        => string.Create(Math.Min(text.Length, 60), text, (shown, whole) =>
        {
            for (var i = 0; i < shown.Length; i++)
            {
                shown[i] = char.IsControl(whole[i]) || char.IsSurrogate(whole[i]) ? '?' : whole[i];
            }
        });
}
