using System.Numerics;

namespace Astra.Markets.Tests;

/// <summary>Reference arithmetic: numbers are integers over 2^bits, functions are their plain series. Slow, and right to about 2^(20 - bits).</summary>
internal sealed class Exact
{
    private const int Halvings = 16;

    private readonly int _bits;
    private readonly BigInteger _ln2;
    private readonly BigInteger _sqrtTwoPi;

    public Exact(int bits)
    {
        _bits = bits;
        One = BigInteger.One << bits;
        _ln2 = 2 * ArtanhOfReciprocal(3);
        _sqrtTwoPi = Sqrt(2 * 4 * (4 * ArctanOfReciprocal(5) - ArctanOfReciprocal(239)));
    }

    public BigInteger One { get; }

    public BigInteger From(double x)
    {
        long raw = BitConverter.DoubleToInt64Bits(Math.Abs(x));
        int exponent = (int)(raw >> 52);
        long fraction = raw & ((1L << 52) - 1);
        BigInteger mantissa = exponent == 0 ? fraction : fraction | 1L << 52;
        int shift = Math.Max(exponent, 1) - 1075 + _bits;
        BigInteger value = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return x < 0 ? -value : value;
    }

    public double ToDouble(BigInteger x)
    {
        BigInteger size = BigInteger.Abs(x);
        if (size.IsZero) return 0;
        int drop = Math.Max(0, (int)size.GetBitLength() - 62);
        double value = Math.ScaleB((double)(long)(size >> drop), drop - _bits);
        return x.Sign < 0 ? -value : value;
    }

    public BigInteger Times(BigInteger a, BigInteger b) => (a * b) >> _bits;

    public BigInteger Over(BigInteger a, BigInteger b) => (a << _bits) / b;

    public BigInteger Sqrt(BigInteger a)
    {
        BigInteger n = a << _bits, root = BigInteger.One << (int)((n.GetBitLength() + 1) / 2);
        for (; ; )
        {
            BigInteger next = (root + n / root) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }

    public BigInteger Exp(BigInteger x)
    {
        int k = (int)BigInteger.Divide(x, _ln2);
        BigInteger r = (x - k * _ln2) >> Halvings, sum = One, term = One;
        for (int n = 1; !term.IsZero && term != BigInteger.MinusOne; n++)
        {
            term = Times(term, r) / n;
            sum += term;
        }
        for (int i = 0; i < Halvings; i++) sum = Times(sum, sum);
        return k >= 0 ? sum << k : sum >> -k;
    }

    public BigInteger Log(BigInteger x)
    {
        BigInteger y = From(Math.Log(ToDouble(x)));
        for (int good = 45; good < 2 * _bits; good *= 3)
        {
            BigInteger e = Exp(y);
            y += Over(2 * (x - e), x + e);
        }
        return y;
    }

    public BigInteger Density(BigInteger x) => Over(Exp(-Times(x, x) >> 1), _sqrtTwoPi);

    public BigInteger UpperTail(BigInteger x)
    {
        if (x.Sign < 0) return One - UpperTail(-x);
        if (x > 7 * One)
        {
            // Laplace's continued fraction for the tail over the density, from its far end.
            BigInteger under = x;
            for (int n = 300; n >= 1; n--) under = x + Over(n * One, under);
            return Over(Density(x), under);
        }
        BigInteger term = x, sum = x, square = Times(x, x);
        for (int n = 3; !term.IsZero; n += 2)
        {
            term = Times(term, square) / n;
            sum += term;
        }
        return (One >> 1) - Times(Density(x), sum);
    }

    /// <summary>Black's undiscounted price as its textbook line, and what discounting makes of it.</summary>
    public BigInteger Black(bool call, BigInteger forward, BigInteger strike, BigInteger years, BigInteger volatility, BigInteger rate)
    {
        BigInteger s = Times(volatility, Sqrt(years)), d1 = Over(Log(Over(forward, strike)), s) + (s >> 1), d2 = d1 - s;
        BigInteger value = call
            ? Times(forward, UpperTail(-d1)) - Times(strike, UpperTail(-d2))
            : Times(strike, UpperTail(d2)) - Times(forward, UpperTail(d1));
        return Times(value, Exp(-Times(rate, years)));
    }

    /// <summary>Distance of a double from the exact value, in units of the last place of that value.</summary>
    public double Ulps(double actual, BigInteger exact)
    {
        double near = Math.Abs(ToDouble(exact)), ulp = Math.BitIncrement(near) - near;
        return ToDouble(Over(BigInteger.Abs(From(actual) - exact), From(ulp)));
    }

    private BigInteger ArtanhOfReciprocal(int n) => Reciprocals(n, 1);

    private BigInteger ArctanOfReciprocal(int n) => Reciprocals(n, -1);

    private BigInteger Reciprocals(int n, int sign)
    {
        BigInteger power = One / n, sum = power;
        for (int k = 3, s = sign; !power.IsZero; k += 2, s *= sign)
        {
            power /= n * n;
            sum += s * (power / k);
        }
        return sum;
    }
}
