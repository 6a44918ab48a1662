using Astra.Live;

namespace Astra.Adapters.AngelOne;

/// <summary>REST calls of a signed-in user: a dead token is renewed and the call repeated, the vendor's own trouble waited out where that does no harm.</summary>
internal sealed class AngelCalls(AngelRest rest, AngelSession session, TimeProvider time)
{
    /// <summary>Of a call that may be repeated, for trouble that the vendor tells under a good status.</summary>
    private const int Tries = 4;

    /// <summary>Refreshed tokens, then those of a new login.</summary>
    private const int Renewals = 2;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    public AngelLimits Limits => rest.Limits;

    /// <summary>The answer, good or with a fault that no repetition mends.</summary>
    /// <exception cref="VendorException">No answer, or no tokens to ask with.</exception>
    public async Task<AngelReply> SendAsync(HttpMethod method, string path, string? body, RollingLimiter limiter, bool idempotent, CancellationToken stop)
    {
        int renewals = 0;
        AngelTokens tokens = await session.CurrentAsync(stop).ConfigureAwait(false);
        for (int tries = 1; ;)
        {
            AngelReply reply = await rest.SendAsync(method, path, body, tokens, limiter, idempotent, stop).ConfigureAwait(false);
            switch (reply.Fault)
            {
                case AngelFault.TokenDead or AngelFault.SessionOver when renewals < Renewals:
                    renewals++;
                    // A refused token means that the call was not looked at: even an order may be sent again.
                    tokens = await session.RenewAsync(tokens, stop, reply.Fault == AngelFault.SessionOver).ConfigureAwait(false);
                    break;
                case AngelFault.TokenDead or AngelFault.SessionOver:
                    throw session.Stop(Failure("tokens are refused even after a new login", reply, true));
                case AngelFault.WrongKey:
                    throw session.Stop(Failure("the API key is invalid; check it on the vendor's page of apps", reply, true));
                // What the status tells was waited out below already; trouble in an envelope with a good status was not.
                case AngelFault.Trouble when idempotent && reply.Status < 300 && tries < Tries:
                    await Task.Delay(FirstPause * (1 << (tries - 1)), time, stop).ConfigureAwait(false);
                    tries++;
                    break;
                default:
                    if (reply.Fault is AngelFault.None or AngelFault.NotFound or AngelFault.Refused) session.Accepted(tokens);
                    return reply;
            }
        }
    }

    /// <summary>The answer when it is good.</summary>
    /// <exception cref="VendorException">Also for every fault that <see cref="SendAsync"/> returns.</exception>
    public async Task<AngelReply> GetAsync(string what, HttpMethod method, string path, string? body, RollingLimiter limiter, CancellationToken stop)
    {
        AngelReply reply = await SendAsync(method, path, body, limiter, true, stop).ConfigureAwait(false);
        return reply.IsGood ? reply : throw Failure(what, reply, false);
    }

    public VendorException Failure(string what, AngelReply reply, bool isFinal) =>
        new(session.Clean($"Angel One: {what}: {reply.Words}")) { Code = reply.Code, IsFinal = isFinal };
}
