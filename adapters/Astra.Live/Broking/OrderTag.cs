using System.IO.Hashing;
using System.Text;

namespace Astra.Live;

/// <summary>
/// Idempotency keys: the same order of the same run has the same tag whenever it is sent, and no other order of the run has it. 17 letters and digits:
/// ten from the run's name, seven from the order's number.
/// </summary>
public sealed class OrderTag
{
    private const int RunLength = 10;
    private const int OrderLength = 7;
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    private readonly string _run;

    /// <param name="run">Names the run and survives a resume: when its journal began, and where.</param>
    public OrderTag(string run) => _run = InDigits(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(run)), RunLength);

    /// <param name="orderId">As the core counts them, 1 or more.</param>
    public string Of(int orderId)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(orderId);
        return _run + InDigits((ulong)orderId, OrderLength);
    }

    /// <summary>The lowest digits in base 36; seven hold every order number there can be.</summary>
    private static string InDigits(ulong value, int length) => string.Create(length, value, static (text, rest) =>
    {
        for (int i = text.Length - 1; i >= 0; i--, rest /= 36) text[i] = Digits[(int)(rest % 36)];
    });
}
