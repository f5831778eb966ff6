using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Tests.Shapes;

/// <summary>Windows along a side, beside one that is moved pixel by pixel.</summary>
public class AxisTests
{
    [Fact]
    public void PixelsThatAStrideLeavesUnread_AreThoseThatNoTapReads()
    {
        Random random = new(1);
        int unread = 0;
        for (int i = 0; i < 20_000; i++)
        {
            Axis axis = new(random.Next(1, 8), random.Next(2, 9), random.Next(1, 9), random.Next(0, 6), random.Next(0, 6));
            int input = random.Next(1, 60);
            if (axis.Fits(input))
            {
                int expected = Unread(axis, input);
                Assert.True(expected == axis.Unread(input), $"{axis} over {input}: {expected} unread, not {axis.Unread(input)}");
                unread += expected;
            }
        }

        Assert.True(unread > 10_000, $"{unread} unread in all");
    }

    private static int Unread(Axis axis, int input)
    {
        bool[] isRead = new bool[input];
        for (int start = -axis.PadBefore; start + axis.Extent <= input + axis.PadAfter; start += axis.Stride)
        {
            for (int tap = 0; tap < axis.Kernel; tap++)
            {
                int pixel = start + (tap * axis.Dilation);
                if (pixel >= 0 && pixel < input)
                {
                    isRead[pixel] = true;
                }
            }
        }

        return isRead.Count(read => !read);
    }
}
