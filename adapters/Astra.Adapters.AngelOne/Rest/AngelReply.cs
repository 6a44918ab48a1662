using System.Text.Json;
using Astra.Live;

namespace Astra.Adapters.AngelOne;

/// <summary>
/// The envelope of a REST answer. A good status may hold a failure, a failure may be text or HTML, flags may be words: any body gives a reply, none an exception.
/// </summary>
/// <param name="Code">The vendor's code, empty where it gave none.</param>
/// <param name="Message">The vendor's words, or the start of a body that is no envelope. May repeat what was sent: clean it before people see it.</param>
/// <param name="Data">Kind Undefined when the call failed or brought none.</param>
internal sealed record AngelReply(int Status, AngelFault Fault, string Code, string Message, JsonElement Data, TimeSpan? ServerAhead)
{
    public bool IsGood => Fault == AngelFault.None;

    /// <summary>For messages: code, words and status.</summary>
    public string Words => $"{(Code.Length > 0 ? Code + " " : "")}{(Message.Length > 0 ? Message : "(no words)")} (HTTP {Status})";

    public static AngelReply Read(RestReply reply)
    {
        bool isRate = IsRateLimited(reply);
        if (!LooseJson.TryParse(reply.Body, out JsonDocument? document))
            return new AngelReply(
                reply.Status, isRate ? AngelFault.RateLimited : OfStatus(reply.Status) ?? AngelFault.Trouble, "", LooseJson.Excerpt(reply.Body), default, reply.ServerAhead);
        using (document)
        {
            JsonElement envelope = document!.RootElement;
            string code = FirstText(envelope, "errorcode", "errorCode").Trim();
            string message = FirstText(envelope, "message", "errormessage", "errorMessage");
            bool? flag = envelope.Get("status").Flag() ?? envelope.Get("success").Flag();
            bool good = reply.IsSuccess && (flag ?? (code.Length == 0 && envelope.ValueKind == JsonValueKind.Object));
            AngelFault fault = good ? AngelFault.None : isRate ? AngelFault.RateLimited : FaultOf(code, message, reply.Status);
            JsonElement data = envelope.Get("data");
            return new AngelReply(reply.Status, fault, code, message, good && data.ValueKind != JsonValueKind.Undefined ? data.Clone() : default, reply.ServerAhead);
        }
    }

    /// <summary>Too many calls; not to be taken for a dead token, though the status is the same.</summary>
    public static bool IsRateLimited(RestReply reply) =>
        reply.Status == 429 || (reply.Status is 403 or 200 or 400 && Contains(reply.Body, "access rate"));

    private static AngelFault FaultOf(string code, string message, int status) => code.ToUpperInvariant() switch
    {
        "AG8001" or "AG8002" or "AG8003" => AngelFault.TokenDead,
        "AB8050" or "AB8051" or "AB1010" => AngelFault.SessionOver,
        "AG8004" => AngelFault.WrongKey,
        "AB1007" => AngelFault.WrongLogin,
        "AB1050" => AngelFault.TotpRefused,
        "AB1004" or "AB2000" or "AB2001" => AngelFault.Trouble,
        "AB1008" or "AB1009" or "AB1013" or "AB1014" or "AB1015" or "AB1016" or "AB1017" => AngelFault.NotFound,
        "" when SaysDeadToken(message) => AngelFault.TokenDead,
        "" => OfStatus(status) ?? AngelFault.Refused,
        // An undocumented code on a status that speaks for itself.
        _ => OfStatus(status) ?? AngelFault.Refused,
    };

    private static AngelFault? OfStatus(int status) => status switch
    {
        401 or 403 => AngelFault.TokenDead,
        429 => AngelFault.RateLimited,
        >= 500 => AngelFault.Trouble,
        >= 400 => AngelFault.Refused,
        _ => null,
    };

    private static bool SaysDeadToken(string message) =>
        message.Contains("token", StringComparison.OrdinalIgnoreCase)
        && (message.Contains("invalid", StringComparison.OrdinalIgnoreCase) || message.Contains("expired", StringComparison.OrdinalIgnoreCase)
            || message.Contains("missing", StringComparison.OrdinalIgnoreCase));

    private static string FirstText(JsonElement envelope, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            if (envelope.Get(name).Text() is { Length: > 0 } text) return text;
        return "";
    }

    private static bool Contains(byte[] body, string words) =>
        System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 4096))).Contains(words, StringComparison.OrdinalIgnoreCase);
}
