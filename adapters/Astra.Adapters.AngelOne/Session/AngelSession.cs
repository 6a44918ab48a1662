using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>
/// Holder of the tokens: everybody asks here before each use, and says when a token was refused. However many ask, one renewal runs; once it is certain that only
/// a person can help, nothing is sent any more and every caller gets the same answer. Safe from several threads.
/// </summary>
internal sealed class AngelSession : IDisposable
{
    private static readonly long LongestLife = 28 * 60 * Timestamp.NanosPerMinute;
    private static readonly long ExpiryMargin = Timestamp.NanosPerMinute;
    private static readonly long LeastLife = 5 * Timestamp.NanosPerMinute;

    private readonly AngelCredentials _credentials;
    private readonly AngelOneOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<string> _tell;
    private readonly AngelRest _rest;
    private readonly AngelLogin _login;
    private readonly SemaphoreSlim _gate = new(1);
    private AngelTokens? _tokens;
    private VendorException? _stopped;

    /// <summary>The latest generation that was refused: never to be presented again.</summary>
    private int _refused;

    /// <summary>What has been done since tokens were last accepted.</summary>
    private Ladder _ladder;

    private enum Ladder
    {
        Good,
        Refreshed,
        LoggedIn,
    }

    public AngelSession(AngelCredentials credentials, AngelRest rest, AngelOneOptions options, Redactor redactor, TimeProvider time, Action<string> tell)
    {
        (_credentials, _options, _time, _tell, Redactor) = (credentials, options, time, tell, redactor);
        _rest = rest;
        _login = new AngelLogin(credentials, rest, redactor, time);
    }

    /// <summary>Knows every secret and every token of the session.</summary>
    public Redactor Redactor { get; }

    /// <summary>See <see cref="IMarketFeed.ServerAhead"/>.</summary>
    public TimeSpan? ServerAhead => _rest.ServerAhead;

    /// <summary>The tokens are of yesterday's session, or at the end of their life; or there are none.</summary>
    public bool IsDue => Volatile.Read(ref _tokens) is not { } tokens || IsOld(tokens);

    /// <summary>The tokens to use now: logs in when there are none, or when the vendor's day began.</summary>
    /// <exception cref="VendorException">None to be had. Final: nothing will be tried any more.</exception>
    public async ValueTask<AngelTokens> CurrentAsync(CancellationToken stop)
    {
        if (Volatile.Read(ref _stopped) is { } stopped) throw Again(stopped);
        if (Volatile.Read(ref _tokens) is { } tokens && !IsOld(tokens) && tokens.Generation > Volatile.Read(ref _refused)) return tokens;
        await _gate.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (_stopped is not null) throw Again(_stopped);
            if (_tokens is { } made && !IsOld(made)) return made.Generation > _refused ? made : await RenewNextAsync(made, false, stop).ConfigureAwait(false);
            bool isRollOver = _tokens is not null;
            AngelTokens fresh = await TryAsync(_login.LogInAsync(Generation, stop)).ConfigureAwait(false);
            if (isRollOver) _tell("Angel One: logged in for the new day");
            Take(fresh, Ladder.Good);
            return fresh;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>These tokens were refused: others, from the refresh token, then from one login, then nobody's.</summary>
    /// <param name="sessionOver">The refresh token is dead too.</param>
    /// <exception cref="VendorException">See <see cref="CurrentAsync"/>.</exception>
    public async ValueTask<AngelTokens> RenewAsync(AngelTokens refused, CancellationToken stop, bool sessionOver = false)
    {
        await _gate.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (_stopped is not null) throw Again(_stopped);
            if (_tokens is { } newer && newer.Generation > refused.Generation) return newer;
            Volatile.Write(ref _refused, refused.Generation);
            return await RenewNextAsync(refused, sessionOver, stop).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A call or a handshake with these tokens was let through.</summary>
    public void Accepted(AngelTokens tokens)
    {
        if (Volatile.Read(ref _tokens) is { } current && current.Generation == tokens.Generation) _ladder = Ladder.Good;
    }

    /// <summary>For good: the vendor said something that no new token mends.</summary>
    public VendorException Stop(VendorException reason)
    {
        if (Volatile.Read(ref _stopped) is null) _tell(reason.Message);
        Volatile.Write(ref _stopped, reason);
        return reason;
    }

    /// <summary>Headers of the tick stream's handshake.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> StreamHeaders(AngelTokens tokens) =>
    [
        new("Authorization", "Bearer " + tokens.Jwt.Reveal()),
        new("x-api-key", _credentials.ApiKey.Reveal()),
        new("x-client-code", _credentials.Client.Reveal()),
        new("x-feed-token", tokens.Feed.Reveal()),
    ];

    /// <summary>A server's words without any secret.</summary>
    public string Clean(string words) => Redactor.Clean(words);

    public void Dispose() => _gate.Dispose();

    private async Task<AngelTokens> RenewNextAsync(AngelTokens refused, bool sessionOver, CancellationToken stop)
    {
        if (_ladder == Ladder.LoggedIn)
            throw Stop(new VendorException("Angel One refuses tokens that it has just given out; check the API key and the account, then start again") { IsFinal = true });
        if (_ladder == Ladder.Good && !sessionOver && await _login.RefreshAsync(refused, Generation, stop).ConfigureAwait(false) is { } renewed)
        {
            Take(renewed, Ladder.Refreshed);
            return renewed;
        }
        AngelTokens fresh = await TryAsync(_login.LogInAsync(Generation, stop)).ConfigureAwait(false);
        Take(fresh, Ladder.LoggedIn);
        return fresh;
    }

    private int Generation => (_tokens?.Generation ?? 0) + 1;

    private Timestamp Now => LiveTime.Now(_time);

    private bool IsOld(AngelTokens tokens)
    {
        Timestamp now = Now;
        if (now - tokens.ObtainedAt >= LongestLife) return true;
        // A token that says it died when it was made speaks of another clock.
        if (tokens.Expires is { } expires && expires - tokens.ObtainedAt > LeastLife && now + ExpiryMargin >= expires) return true;
        Timestamp rollOver = Ist.At(Ist.DateOf(now), _options.RollOver);
        return now >= rollOver && tokens.ObtainedAt < rollOver;
    }

    private void Take(AngelTokens tokens, Ladder ladder)
    {
        Redactor.Add(tokens.Jwt);
        Redactor.Add(tokens.Refresh);
        Redactor.Add(tokens.Feed);
        _ladder = ladder;
        Volatile.Write(ref _tokens, tokens);
    }

    private async Task<AngelTokens> TryAsync(Task<AngelTokens> login)
    {
        try
        {
            return await login.ConfigureAwait(false);
        }
        catch (VendorException refused) when (refused.IsFinal)
        {
            throw Stop(refused);
        }
        catch (VendorException failed)
        {
            _tell(failed.Message);
            throw;
        }
    }

    private static VendorException Again(VendorException first) => new(first.Message, first) { IsFinal = true, Code = first.Code };
}
