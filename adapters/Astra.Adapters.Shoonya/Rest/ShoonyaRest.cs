using Astra.Live;

namespace Astra.Adapters.Shoonya;

/// <summary>Calls of the REST service with the session's token, in the form that each dialect wants, within the vendor's limits.</summary>
internal sealed class ShoonyaRest(ShoonyaSession session, RestClient client, TimeProvider time)
{
    /// <summary>By the vendor's change log 15 calls a second in all; a margin is left for other programs of the account.</summary>
    private readonly RollingLimiter _all = new(time, (10, TimeSpan.FromSeconds(1)), (200, TimeSpan.FromMinutes(1)));

    public ShoonyaSession Session => session;

    /// <summary>Sends a call. An answer that says "nothing there" is an answer; any other refusal is an exception.</summary>
    /// <param name="fields">The jData object, in order.</param>
    /// <param name="keyInBody">The chart calls want the token in the body in either dialect.</param>
    /// <param name="idempotent">Whether it may be sent again when the outcome is not known.</param>
    /// <exception cref="VendorException">Refused, or not to be reached.</exception>
    public Task<ShoonyaReply> CallAsync(
        string call, Func<ShoonyaToken, IReadOnlyList<KeyValuePair<string, string>>> fields, CancellationToken stop, bool keyInBody = false, bool idempotent = true,
        RollingLimiter? limiter = null) =>
        CallJsonAsync(call, token => RestBody.Json(fields(token)), stop, keyInBody, idempotent, limiter);

    /// <inheritdoc cref="CallAsync"/>
    /// <param name="json">The jData object as text; it holds no ampersand.</param>
    public async Task<ShoonyaReply> CallJsonAsync(
        string call, Func<ShoonyaToken, string> json, CancellationToken stop, bool keyInBody = false, bool idempotent = true, RollingLimiter? limiter = null)
    {
        bool legacy = session.Dialect == ShoonyaDialect.Legacy;
        for (bool renewed = false; ; renewed = true)
        {
            ShoonyaToken token = await session.TokenAsync(stop).ConfigureAwait(false);
            if (limiter is not null) await limiter.WaitAsync(stop).ConfigureAwait(false);
            string bearer = token.Value.Reveal();
            RestReply answer = await client.SendAsync(
                new RestCall(HttpMethod.Post, session.Endpoints.Rest(call))
                {
                    Body = $"jData={json(token)}{(legacy || keyInBody ? "&jKey=" + bearer : "")}",
                    ContentType = "text/plain",
                    Headers = legacy ? [] : [new("Authorization", "Bearer " + bearer)],
                    Limiter = _all,
                    Idempotent = idempotent,
                    IsRateLimited = reply => ShoonyaReply.Read(reply.Status, reply.Body).Fault == ShoonyaFault.RateLimited,
                }, stop).ConfigureAwait(false);
            if (answer.Status == 404 && session.Endpoints.TryOtherRest()) continue;
            ShoonyaReply reply = ShoonyaReply.Read(answer.Status, answer.Body);
            if (reply.Fault == ShoonyaFault.SessionDead)
            {
                session.Refused(token);
                // Refused before it did anything, so it may be sent again; but not with what was refused.
                if (!renewed && session.CanRenew && token.HasWorked) continue;
                throw session.Problem($"{call} was refused", reply.Fault, reply.Message);
            }
            if (!reply.IsOk && !reply.IsEmpty) throw session.Problem($"{call} was refused", reply.Fault, reply.Message);
            token.HasWorked = true;
            return reply;
        }
    }
}
